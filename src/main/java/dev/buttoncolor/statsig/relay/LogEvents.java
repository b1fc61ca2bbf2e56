package dev.buttoncolor.statsig.relay;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The JSON of {@code log_event}: written as the SDK writes it, and read as far as is needed. */
final class LogEvents {
  private static final String SDK_TYPE = "java-server";
  private static final int TYPICAL_LENGTH = 400;

  private LogEvents() {}

  /** The event by which the SDK logs an exposure. */
  static String exposure(Exposure exposure, Optional<String> environment, Instant time) {
    return object(
        json -> {
          json.name("eventName").value(LoggedEvent.EXPOSURE);
          json.name("metadata").beginObject();
          json.name("config").value(exposure.experiment());
          json.name("ruleID").value(exposure.ruleId());
          json.name("isManualExposure").value("false");
          json.name("rulePassed").value(String.valueOf(exposure.rulePassed()));
          json.name("reason").value(exposure.reason());
          json.endObject();
          user(json, exposure.userId(), environment);
          json.name("statsigMetadata").beginObject().endObject();
          json.name("secondaryExposures").beginArray();
          for (Map<String, String> gate : exposure.secondaryExposures()) {
            json.beginObject();
            for (Map.Entry<String, String> each : gate.entrySet()) {
              json.name(each.getKey()).value(each.getValue());
            }
            json.endObject();
          }
          json.endArray();
          json.name("time").value(time.toEpochMilli());
        });
  }

  /** The event by which the SDK logs anything else of a visitor. */
  static String event(String name, String userId, Optional<String> environment, Instant time) {
    return object(
        json -> {
          json.name("eventName").value(name);
          user(json, userId, environment);
          json.name("secondaryExposures").beginArray().endArray();
          json.name("time").value(time.toEpochMilli());
        });
  }

  private static void user(JsonWriter json, String userId, Optional<String> environment)
      throws IOException {
    json.name("user").beginObject().name("userID").value(userId);
    if (environment.isPresent()) {
      json.name("statsigEnvironment").beginObject();
      json.name("tier").value(environment.get());
      json.endObject();
    }
    json.endObject();
  }

  private static String object(Members members) {
    StringWriter text = new StringWriter(TYPICAL_LENGTH);
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      members.write(json);
      json.endObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    return text.toString();
  }

  @FunctionalInterface
  private interface Members {
    void write(JsonWriter json) throws IOException;
  }

  /** A batch of events as the SDK would have posted them. */
  static EventBatch batch(List<String> events) {
    String body =
        "{\"events\":[%s],\"statsigMetadata\":{\"sdkType\":\"%s\"}}"
            .formatted(String.join(",", events), SDK_TYPE);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Encoding", "gzip");
    headers.put("Content-Type", "application/json; charset=utf-8");
    headers.put("STATSIG-SDK-TYPE", SDK_TYPE);
    return new EventBatch(headers, zipped.toByteArray());
  }

  /**
   * The events of a batch.
   *
   * @throws IOException where it is no batch of events
   */
  static List<LoggedEvent> read(EventBatch batch) throws IOException {
    boolean zipped = "gzip".equalsIgnoreCase(batch.headers().get("Content-Encoding"));
    try (InputStream body = new ByteArrayInputStream(batch.body());
        InputStream in = zipped ? new GZIPInputStream(body) : body;
        JsonReader json = new JsonReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<LoggedEvent> events = new ArrayList<>();
      json.beginObject();
      while (json.hasNext()) {
        if (json.nextName().equals("events")) {
          json.beginArray();
          while (json.hasNext()) {
            events.add(readEvent(json));
          }
          json.endArray();
        } else {
          json.skipValue();
        }
      }
      return events;
    } catch (IllegalStateException | NumberFormatException e) {
      throw new IOException("unexpected JSON", e);
    }
  }

  /**
   * One event.
   *
   * @throws IOException where it is none
   */
  static LoggedEvent readEvent(String event) throws IOException {
    try (JsonReader json = new JsonReader(new StringReader(event))) {
      return readEvent(json);
    } catch (IllegalStateException | NumberFormatException e) {
      throw new IOException("unexpected JSON", e);
    }
  }

  private static LoggedEvent readEvent(JsonReader json) throws IOException {
    String name = "";
    String userId = "";
    String[] exposure = {"", ""};
    long time = 0;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "eventName" -> name = json.nextString();
        case "time" -> time = json.nextLong();
        case "user" -> userId = texts(json, "userID")[0];
        case "metadata" -> exposure = texts(json, "config", "ruleID");
        default -> json.skipValue();
      }
    }
    json.endObject();
    LoggedEvent.Key key =
        name.equals(LoggedEvent.EXPOSURE)
            ? new LoggedEvent.Key(name, userId, exposure[0], exposure[1])
            : new LoggedEvent.Key(name, userId, "", "");
    return new LoggedEvent(key, Instant.ofEpochMilli(time));
  }

  /** The members of an object that have these names and are text, "" where there is none. */
  private static String[] texts(JsonReader json, String... members) throws IOException {
    List<String> names = List.of(members);
    String[] texts = new String[members.length];
    Arrays.fill(texts, "");
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return texts;
    }
    json.beginObject();
    while (json.hasNext()) {
      int wanted = names.indexOf(json.nextName());
      if (wanted >= 0 && json.peek() == JsonToken.STRING) {
        texts[wanted] = json.nextString();
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    return texts;
  }
}
