package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of the results as CSV by RFC 4180: a header, then one line for each group; numbers with
 * a dot and in full precision, unknown ones empty. Each line repeats the experiment, the time and
 * the verdict's state, so that a saved file says where it comes from.
 */
public final class ResultsCsv {

  private static final String HEADER =
      "experiment,as_of,verdict,group,color,share,visitors,signups,rate,rate_low,rate_high,"
          + "difference,difference_low,difference_high,lift,p_value,adjusted_p_value,chance_to_beat,"
          + "fixed_horizon_p_value,lift_low,lift_high,standing,run,state\r\n";

  /** From {@code difference} to {@code standing}. */
  private static final int COMPARISON_FIELDS = 11;

  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

  /** What spreadsheets take for the beginning of a formula, in half and full width. */
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r\n＝＋－＠]");

  private ResultsCsv() {}

  public static String of(Results results) {
    return results.groups().stream()
        .map(group -> line(results, group))
        .collect(Collectors.joining("", HEADER, ""));
  }

  private static String line(Results results, GroupResult group) {
    List<Object> fields = new ArrayList<>();
    fields.add(text(results.experiment()));
    fields.add(results.asOf());
    fields.add(results.verdict().state());
    fields.add(text(group.group()));
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
    return fields.stream().map(ResultsCsv::field).collect(Collectors.joining(",", "", "\r\n"));
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

  /**
   * A text from outside the program: an apostrophe in front keeps a spreadsheet from running it.
   */
  private static String text(String text) {
    return FORMULA.matcher(text).find() ? "'" + text : text;
  }

  private static String field(Object value) {
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
    }
    String field =
        value instanceof Optional<?> known
            ? known.map(Object::toString).orElse("")
            : value.toString();
    return NEEDS_QUOTES.matcher(field).find() ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
