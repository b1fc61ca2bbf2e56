package dev.buttoncolor.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSerializer;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.RecordedRun.TimeBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
          .registerTypeAdapter(Exclusion.class, as(Exclusion::key))
          .registerTypeAdapter(Mode.class, as(Mode::key))
          .registerTypeAdapter(Change.class, as(ResultsJson::change))
          .registerTypeAdapter(
              Stretch.class, as((Stretch it) -> new OfStretch(it.shares(), groups(it.byGroup()))))
          .registerTypeAdapter(
              TimeBucket.class,
              as((TimeBucket it) -> new OfBucket(it.opened(), groups(it.counts().byGroup()))))
          .registerTypeAdapter(Instant.class, as(Instant::toString))
          .registerTypeAdapter(Interval.class, as((Interval it) -> List.of(it.low(), it.high())))
          .registerTypeAdapter(Optional.class, as((Optional<?> it) -> it.orElse(null)))
          .registerTypeAdapter(
              OptionalDouble.class,
              as((OptionalDouble it) -> it.isPresent() ? it.getAsDouble() : null))
          .create();

  private ResultsJson() {}

  /** The document is a run's results, or what is published while there are none. */
  public static String of(Object document) {
    return GSON.toJson(document);
  }

  private static <T> JsonSerializer<T> as(Function<T, Object> published) {
    return (value, type, context) -> context.serialize(published.apply(value));
  }

  private record OfStretch(Map<String, Double> shares, List<OfGroup> groups) {}

  private record OfBucket(Instant time, List<OfGroup> groups) {}

  private record OfGroup(String group, long visitors, long signups, double low, double high) {}

  private record OfChange(Instant at, String what, String group, String before, String after) {}

  /** A value is null if there was or is none; only an empty paragraph is one. */
  private static OfChange change(Change change) {
    boolean isText = change.what() == Change.Kind.PARAGRAPH;
    return new OfChange(
        change.at(),
        change.what().key(),
        change.group().isEmpty() ? null : change.group(),
        isText || !change.before().isEmpty() ? change.before() : null,
        isText || !change.after().isEmpty() ? change.after() : null);
  }

  /** A group without visitors has no rate, and is left out. */
  private static List<OfGroup> groups(Map<String, Counts> byGroup) {
    List<OfGroup> groups = new ArrayList<>();
    byGroup.forEach(
        (group, its) ->
            its.rateInterval()
                .map(
                    ends ->
                        new OfGroup(group, its.visitors(), its.signups(), ends.low(), ends.high()))
                .ifPresent(groups::add));
    return groups;
  }
}
