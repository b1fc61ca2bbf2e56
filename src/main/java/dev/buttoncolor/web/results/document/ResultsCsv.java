package dev.buttoncolor.web.results.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of the results as CSV by RFC 4180: a header, then one line for each group; CRLF after
 * every line, fields quoted where they need it, numbers with a dot and in full precision, unknown
 * ones empty. Each line repeats the experiment, the time and the verdict's state, so that a saved
 * file says where it comes from.
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

  public static String of(ResultsDocument document) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (PublishedGroup group : document.groups()) {
      csv.append(line(fields(document, group)));
    }
    return csv.toString();
  }

  private static List<String> fields(ResultsDocument document, PublishedGroup group) {
    List<String> fields = new ArrayList<>();
    fields.add(text(document.experiment()));
    fields.add(document.asOf());
    fields.add(document.verdict().state().name());
    fields.add(text(group.group()));
    fields.add(text(group.color()));
    fields.add(number(group.share()));
    fields.add(number(group.visitors()));
    fields.add(number(group.signups()));
    fields.add(number(group.rate()));
    fields.add(group.interval() == null ? "" : number(group.interval().get(0)));
    fields.add(group.interval() == null ? "" : number(group.interval().get(1)));
    PublishedComparison comparison = group.comparison();
    if (comparison == null) {
      fields.addAll(Collections.nCopies(COMPARISON_FIELDS, ""));
    } else {
      fields.add(number(comparison.difference()));
      fields.add(number(comparison.low()));
      fields.add(number(comparison.high()));
      fields.add(number(comparison.lift()));
      fields.add(number(comparison.pValue()));
      fields.add(number(comparison.adjustedPValue()));
      fields.add(number(comparison.chanceToBeat()));
      fields.add(number(comparison.fixedHorizonPValue()));
      fields.add(number(comparison.liftLow()));
      fields.add(number(comparison.liftHigh()));
      fields.add(comparison.standing().name());
    }
    fields.add(number(document.run()));
    fields.add(document.state());
    return fields;
  }

  private static String number(Number number) {
    return number == null ? "" : number.toString();
  }

  /**
   * A text from outside the program: an apostrophe in front keeps a spreadsheet from running it.
   */
  private static String text(String text) {
    if (text == null) {
      return "";
    }
    return FORMULA.matcher(text).find() ? "'" + text : text;
  }

  private static String line(List<String> fields) {
    return fields.stream().map(ResultsCsv::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String field) {
    return NEEDS_QUOTES.matcher(field).find() ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
