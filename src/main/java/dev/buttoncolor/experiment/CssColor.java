package dev.buttoncolor.experiment;

import static java.util.stream.Collectors.toMap;

import dev.buttoncolor.files.SmallFile;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Reads the absolute colors of CSS Color 4: names, hexadecimal digits, and every function whose
 * arguments are numbers. Colors that depend on a page ({@code currentcolor}, {@code color-mix()},
 * system colors, relative ones) and {@code calc()} are no colors here.
 *
 * @see <a href="https://www.w3.org/TR/css-color-4/#color-syntax">CSS Color 4, color syntax</a>
 */
final class CssColor {

  private static final Pattern DIGITS =
      Pattern.compile("#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})");

  /** The name with the color space that {@code color()} has, and the arguments. */
  private static final Pattern FUNCTION =
      Pattern.compile("(color\\(\\s*[a-z0-9-]+\\s|[a-z]+\\()\\s*([^()]*?)\\s*\\)");

  private static final String VALUE = "([^\\s,/]+)";
  private static final Pattern ARGUMENTS =
      Pattern.compile("%1$s\\s+%1$s\\s+%1$s(?:\\s*/\\s*%1$s)?".formatted(VALUE));
  private static final Pattern WITH_COMMAS =
      Pattern.compile("%1$s\\s*,\\s*%1$s\\s*,\\s*%1$s(?:\\s*,\\s*%1$s)?".formatted(VALUE));
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?(?:[0-9]*\\.)?[0-9]+(?:e[+-]?[0-9]+)?)(%|[a-z]*)");

  private static final Map<String, Double> DEGREES =
      Map.of("deg", 1.0, "grad", 0.9, "rad", 180 / Math.PI, "turn", 360.0);

  /** The digits of each named color. */
  private static final Map<String, String> NAMES =
      SmallFile.beside(CssColor.class, "named-colors.properties")
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" = "))
          .collect(toMap(entry -> entry[0], entry -> entry[1]));

  private CssColor() {}

  /**
   * @param css in lower case
   * @return red, green and blue, from 0 to 1 in sRGB but not clipped to it; empty if the text is no
   *     absolute color, or one that lets the background through
   */
  static Optional<double[]> parse(String css) {
    String digits = NAMES.getOrDefault(css, css);
    if (DIGITS.matcher(digits).matches()) {
      return ofDigits(digits.substring(1));
    }
    Matcher function = FUNCTION.matcher(css);
    if (!function.matches()) {
      return Optional.empty();
    }
    String name = function.group(1).replaceAll("[(\\s]+", " ").strip();
    return Optional.ofNullable(ColorSpace.BY_NAME.get(name))
        .flatMap(space -> ofArguments(space, function.group(2)));
  }

  private static Optional<double[]> ofDigits(String digits) {
    String eight = digits.length() < 6 ? digits.replaceAll(".", "$0$0") : digits;
    byte[] bytes = HexFormat.of().parseHex(eight);
    return bytes.length == 4 && bytes[3] != -1
        ? Optional.empty()
        : Optional.of(
            ColorSpace.RGB
                .toSrgb()
                .apply(new double[] {bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff}));
  }

  private static Optional<double[]> ofArguments(ColorSpace space, String text) {
    boolean commas = text.contains(",");
    Matcher arguments = (commas ? WITH_COMMAS : ARGUMENTS).matcher(text);
    if (!arguments.matches() || (commas && !mayHaveCommas(space, arguments))) {
      return Optional.empty();
    }
    double[] values = new double[3];
    for (int i = 0; i < 3; i++) {
      values[i] = value(arguments.group(i + 1), space.whole()[i]);
    }
    boolean opaque = arguments.group(4) == null || value(arguments.group(4), 1) >= 1;
    return opaque && DoubleStream.of(values).noneMatch(Double::isNaN)
        ? Optional.of(space.toSrgb().apply(values))
        : Optional.empty();
  }

  /** The syntax before CSS 4, for two functions: no {@code none}, and less freedom with percent. */
  private static boolean mayHaveCommas(ColorSpace space, MatchResult arguments) {
    long percents =
        IntStream.rangeClosed(1, 3).filter(i -> arguments.group(i).contains("%")).count();
    boolean asBefore =
        space == ColorSpace.RGB ? percents % 3 == 0 : space == ColorSpace.HSL && percents == 2;
    return asBefore && !arguments.group().contains("none");
  }

  /** An argument's number; NaN if it is of the wrong kind. */
  private static double value(String text, double whole) {
    if (text.equals("none")) {
      return 0;
    }
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(number.group(1));
    String unit = number.group(2);
    if (unit.isEmpty() || unit.equals("%")) {
      return unit.isEmpty() ? value : value / 100 * whole;
    }
    return Double.isNaN(whole) ? value * DEGREES.getOrDefault(unit, Double.NaN) : Double.NaN;
  }
}
