package dev.buttoncolor.statsig.relay;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The JSON of {@code log_event}: written as the SDK writes it, and read as far as is needed. */
final class LogEvents {
  private static final String SDK_TYPE = "java-server";

  private LogEvents() {}

  /** The event by which the SDK logs an exposure. */
  static String exposure(Exposure exposure, Optional<String> environment, Instant time) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("config", exposure.experiment());
    metadata.addProperty("ruleID", exposure.ruleId());
    metadata.addProperty("isManualExposure", "false");
    metadata.addProperty("rulePassed", String.valueOf(exposure.rulePassed()));
    metadata.addProperty("reason", exposure.reason());
    JsonArray secondary = new JsonArray();
    for (Map<String, String> each : exposure.secondaryExposures()) {
      JsonObject gate = new JsonObject();
      each.forEach(gate::addProperty);
      secondary.add(gate);
    }
    JsonObject event = new JsonObject();
    event.addProperty("eventName", LoggedEvent.EXPOSURE);
    event.add("metadata", metadata);
    event.add("user", user(exposure.userId(), environment));
    event.add("statsigMetadata", new JsonObject());
    event.add("secondaryExposures", secondary);
    event.addProperty("time", time.toEpochMilli());
    return event.toString();
  }

  /** The event by which the SDK logs anything else of a visitor. */
  static String event(String name, String userId, Optional<String> environment, Instant time) {
    JsonObject event = new JsonObject();
    event.addProperty("eventName", name);
    event.add("user", user(userId, environment));
    event.add("secondaryExposures", new JsonArray());
    event.addProperty("time", time.toEpochMilli());
    return event.toString();
  }

  private static JsonObject user(String userId, Optional<String> environment) {
    JsonObject user = new JsonObject();
    user.addProperty("userID", userId);
    environment.ifPresent(
        tier -> {
          JsonObject statsigEnvironment = new JsonObject();
          statsigEnvironment.addProperty("tier", tier);
          user.add("statsigEnvironment", statsigEnvironment);
        });
    return user;
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
    Map<String, String> metadata = Map.of();
    long time = 0;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "eventName" -> name = json.nextString();
        case "time" -> time = json.nextLong();
        case "user" -> userId = texts(json).getOrDefault("userID", "");
        case "metadata" -> metadata = texts(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    boolean isExposure = name.equals(LoggedEvent.EXPOSURE);
    String experiment = isExposure ? metadata.getOrDefault("config", "") : "";
    String ruleId = isExposure ? metadata.getOrDefault("ruleID", "") : "";
    return new LoggedEvent(
        new LoggedEvent.Key(name, userId, experiment, ruleId), Instant.ofEpochMilli(time));
  }

  /** The members of an object that are text. */
  private static Map<String, String> texts(JsonReader json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return texts;
    }
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (json.peek() == JsonToken.STRING) {
        texts.put(name, json.nextString());
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    return texts;
  }
}
