package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Interval;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table of the results as CSV: a header, then one line for each group. Each line repeats the
 * experiment, the time and the verdict's state, so that a saved file says where it comes from.
 */
public final class ResultsCsv {

  private static final Map<String, BiFunction<Results, GroupResult, Object>> COLUMNS =
      new LinkedHashMap<>();

  static {
    COLUMNS.put("experiment", (results, group) -> Csv.text(results.experiment()));
    COLUMNS.put("as_of", (results, group) -> results.asOf());
    COLUMNS.put("verdict", (results, group) -> results.verdict().state());
    COLUMNS.put("group", (results, group) -> Csv.text(group.group()));
    COLUMNS.put("color", (results, group) -> group.color());
    COLUMNS.put("share", (results, group) -> group.share());
    COLUMNS.put("visitors", (results, group) -> group.visitors());
    COLUMNS.put("signups", (results, group) -> group.signups());
    COLUMNS.put("rate", (results, group) -> group.rate());
    COLUMNS.put("rate_low", (results, group) -> group.interval().map(Interval::low));
    COLUMNS.put("rate_high", (results, group) -> group.interval().map(Interval::high));
    COLUMNS.put("difference", of(Comparison::difference));
    COLUMNS.put("difference_low", of(Comparison::low));
    COLUMNS.put("difference_high", of(Comparison::high));
    COLUMNS.put("lift", of(Comparison::lift));
    COLUMNS.put("p_value", of(Comparison::pValue));
    COLUMNS.put("adjusted_p_value", of(Comparison::adjustedPValue));
    COLUMNS.put("chance_to_beat", of(Comparison::chanceToBeat));
    COLUMNS.put("fixed_horizon_p_value", of(Comparison::fixedHorizonPValue));
    COLUMNS.put("lift_low", of(Comparison::liftLow));
    COLUMNS.put("lift_high", of(Comparison::liftHigh));
    COLUMNS.put("standing", of(Comparison::standing));
    COLUMNS.put("run", (results, group) -> results.run());
    COLUMNS.put("state", (results, group) -> results.state());
  }

  /** The first line, which is all while nothing is counted. */
  public static final String HEADER = Csv.line(COLUMNS.keySet());

  private ResultsCsv() {}

  private static BiFunction<Results, GroupResult, Object> of(Function<Comparison, Object> figure) {
    return (results, group) -> group.comparison().map(figure).orElse("");
  }

  public static String of(Results results) {
    return results.groups().stream()
        .map(
            group ->
                Csv.line(
                    COLUMNS.values().stream().map(column -> column.apply(results, group)).toList()))
        .collect(Collectors.joining("", HEADER, ""));
  }
}
