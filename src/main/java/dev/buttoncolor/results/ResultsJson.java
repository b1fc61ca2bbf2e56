package dev.buttoncolor.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Writes results as JSON: times are ISO-8601 in UTC, an interval is an array of its two ends, and
 * what is empty is null.
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
