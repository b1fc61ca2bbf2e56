package dev.buttoncolor.statsig.relay;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
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
    StringBuilder json = new StringBuilder(TYPICAL_LENGTH);
    member(json, '{', "eventName", LoggedEvent.EXPOSURE);
    json.append(",\"metadata\":");
    member(json, '{', "config", exposure.experiment());
    member(json, ',', "ruleID", exposure.ruleId());
    member(json, ',', "isManualExposure", "false");
    member(json, ',', "rulePassed", String.valueOf(exposure.rulePassed()));
    member(json, ',', "reason", exposure.reason());
    json.append('}');
    user(json, exposure.userId(), environment);
    json.append(",\"statsigMetadata\":{},\"secondaryExposures\":");
    json.append(exposure.secondaryExposures().isEmpty() ? "[]" : gates(exposure));
    return json.append(",\"time\":").append(time.toEpochMilli()).append('}').toString();
  }

  private static JsonArray gates(Exposure exposure) {
    JsonArray gates = new JsonArray();
    for (Map<String, String> gate : exposure.secondaryExposures()) {
      JsonObject each = new JsonObject();
      gate.forEach(each::addProperty);
      gates.add(each);
    }
    return gates;
  }

  /** The event by which the SDK logs anything else of a visitor. */
  static String event(String name, String userId, Optional<String> environment, Instant time) {
    StringBuilder json = new StringBuilder(TYPICAL_LENGTH);
    member(json, '{', "eventName", name);
    user(json, userId, environment);
    json.append(",\"secondaryExposures\":[],\"time\":").append(time.toEpochMilli());
    return json.append('}').toString();
  }

  private static void user(StringBuilder json, String userId, Optional<String> environment) {
    json.append(",\"user\":");
    member(json, '{', "userID", userId);
    if (environment.isPresent()) {
      json.append(",\"statsigEnvironment\":");
      member(json, '{', "tier", environment.get());
      json.append('}');
    }
    json.append('}');
  }

  /**
   * Each event passes here on its way to the visitor, and a JSON writer takes five times as long.
   */
  private static void member(StringBuilder json, char before, String name, String value) {
    json.append(before).append('"').append(name).append("\":");
    if (isPlain(value)) {
      json.append('"').append(value).append('"');
    } else {
      json.append(new JsonPrimitive(value));
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
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
