package dev.buttoncolor.results;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV by RFC 4180. */
public final class Csv {

  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

  /** What spreadsheets take for the beginning of a formula, in half and full width. */
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r\n＝＋－＠]");

  private Csv() {}

  /** One line with its end: numbers with a dot and in full precision, empty optionals empty. */
  public static String line(Collection<?> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  /**
   * A text from outside the program: an apostrophe in front keeps a spreadsheet from running it.
   */
  public static String text(String text) {
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
