package dev.buttoncolor.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.PlannedLook;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.TimeBucket;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Writes results as JSON: times are ISO-8601 in UTC, an interval is an array of its two ends, and
 * what is empty is null. Counts at a time or of a stretch come with Wilson's interval of each rate.
 */
public final class ResultsJson {

  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .disableHtmlEscaping()
          .enableComplexMapKeySerialization() // or keys of maps would pass by what follows
          .registerTypeAdapter(Exclusion.class, text(Exclusion::key))
          .registerTypeAdapter(Mode.class, text(Mode::key))
          .registerTypeAdapter(Change.class, change())
          .registerTypeAdapter(PlannedLook.class, plannedLook())
          .registerTypeAdapter(Stretch.class, stretch())
          .registerTypeAdapter(TimeBucket.class, bucket())
          .registerTypeAdapter(Instant.class, text(Instant::toString))
          .registerTypeAdapter(OptionalDouble.class, number())
          .registerTypeAdapter(Interval.class, ends())
          .registerTypeAdapter(Optional.class, value())
          .create();

  private ResultsJson() {}

  /**
   * @param document the results, or what is published while there are none
   */
  public static String of(Object document) {
    return GSON.toJson(document);
  }

  private static <T> JsonSerializer<T> text(Function<T, String> name) {
    return (value, type, context) -> new JsonPrimitive(name.apply(value));
  }

  /** A value is null if there was or is none; only an empty paragraph is one. */
  private static JsonSerializer<Change> change() {
    return (change, type, context) -> {
      JsonObject json = new JsonObject();
      json.addProperty("at", change.at().toString());
      json.addProperty("what", change.what().key());
      json.addProperty("group", change.group().orElse(null));
      boolean isText = change.what() == Change.Kind.PARAGRAPH;
      json.addProperty("before", isText || !change.before().isEmpty() ? change.before() : null);
      json.addProperty("after", isText || !change.after().isEmpty() ? change.after() : null);
      return json;
    };
  }

  private static JsonSerializer<PlannedLook> plannedLook() {
    return (look, type, context) -> {
      JsonObject json = new JsonObject();
      json.addProperty("effectiveVisitors", look.counts().effectiveVisitors());
      json.addProperty("difference", look.difference());
      json.addProperty("pValue", look.p());
      return json;
    };
  }

  private static JsonSerializer<Stretch> stretch() {
    return (stretch, type, context) -> {
      JsonObject json = new JsonObject();
      json.add("shares", context.serialize(stretch.shares()));
      json.add("groups", groups(stretch.byGroup()));
      return json;
    };
  }

  private static JsonSerializer<TimeBucket> bucket() {
    return (bucket, type, context) -> {
      JsonObject json = new JsonObject();
      json.add("time", context.serialize(bucket.opened()));
      json.add("groups", groups(bucket.counts().byGroup()));
      return json;
    };
  }

  /** A group without visitors has no rate, and is left out. */
  private static JsonArray groups(Map<String, Counts> byGroup) {
    JsonArray groups = new JsonArray();
    byGroup.forEach(
        (group, counts) -> {
          if (counts.rateInterval().isPresent()) {
            JsonObject json = new JsonObject();
            json.addProperty("group", group);
            json.addProperty("visitors", counts.visitors());
            json.addProperty("signups", counts.signups());
            json.addProperty("low", counts.rateInterval().get().low());
            json.addProperty("high", counts.rateInterval().get().high());
            groups.add(json);
          }
        });
    return groups;
  }

  private static JsonSerializer<OptionalDouble> number() {
    return (value, type, context) ->
        value.isPresent() ? new JsonPrimitive(value.getAsDouble()) : JsonNull.INSTANCE;
  }

  private static JsonSerializer<Interval> ends() {
    return (interval, type, context) -> {
      JsonArray ends = new JsonArray();
      ends.add(interval.low());
      ends.add(interval.high());
      return ends;
    };
  }

  private static JsonSerializer<Optional<?>> value() {
    return (value, type, context) ->
        value.map(context::serialize).map(JsonElement.class::cast).orElse(JsonNull.INSTANCE);
  }
}
