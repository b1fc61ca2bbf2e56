package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of the results as CSV: a header, then one line for each group. Each line repeats the
 * experiment, the time and the verdict's state, so that a saved file says where it comes from.
 */
public final class ResultsCsv {

  /** The first line, which is all while nothing is counted. */
  public static final String HEADER =
      "experiment,as_of,verdict,group,color,share,visitors,signups,rate,rate_low,rate_high,"
          + "difference,difference_low,difference_high,lift,p_value,adjusted_p_value,chance_to_beat,"
          + "fixed_horizon_p_value,lift_low,lift_high,standing,run,state\r\n";

  /** From {@code difference} to {@code standing}. */
  private static final int COMPARISON_FIELDS = 11;

  private ResultsCsv() {}

  public static String of(Results results) {
    return results.groups().stream()
        .map(group -> line(results, group))
        .collect(Collectors.joining("", HEADER, ""));
  }

  private static String line(Results results, GroupResult group) {
    List<Object> fields = new ArrayList<>();
    fields.add(Csv.text(results.experiment()));
    fields.add(results.asOf());
    fields.add(results.verdict().state());
    fields.add(Csv.text(group.group()));
    fields.add(group.color().orElse(""));
    fields.add(group.share());
    fields.add(group.visitors());
    fields.add(group.signups());
    fields.add(group.rate());
    fields.add(group.interval().map(Interval::low));
    fields.add(group.interval().map(Interval::high));
    fields.addAll(
        group
            .comparison()
            .map(ResultsCsv::fields)
            .orElse(Collections.nCopies(COMPARISON_FIELDS, "")));
    fields.add(results.run());
    fields.add(results.state());
    return Csv.line(fields);
  }

  private static List<Object> fields(Comparison comparison) {
    return Arrays.asList(
        comparison.difference(),
        comparison.low(),
        comparison.high(),
        comparison.lift(),
        comparison.pValue(),
        comparison.adjustedPValue(),
        comparison.chanceToBeat(),
        comparison.fixedHorizonPValue(),
        comparison.liftLow(),
        comparison.liftHigh(),
        comparison.standing());
  }
}
