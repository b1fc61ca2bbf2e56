package dev.buttoncolor.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** A name, the color space that {@code color()} has, and the rest. */
  private static final Pattern FUNCTION =
      Pattern.compile("([a-z]+)\\(\\s*(?:((?!none\\b)[a-z][a-z0-9-]*)\\s+)?([^()]*?)\\s*\\)");

  private static final String NUMBER = "[+-]?(?:[0-9]*\\.)?[0-9]+(?:e[+-]?[0-9]+)?";
  private static final String UNIT = "(?:%|[a-z]*)";
  private static final Pattern VALUE = Pattern.compile("(" + NUMBER + ")(" + UNIT + ")");

  private static final Pattern MODERN = arguments("\\s+", "\\s*/\\s*");
  private static final Pattern WITH_COMMAS = arguments("\\s*,\\s*", "\\s*,\\s*");

  /** Stands for an angle, which has no percentage. */
  private static final double HUE = 0;

  /**
   * How a function's three arguments are written and meant.
   *
   * @param whole what 100 % of each argument stand for
   */
  private record Notation(UnaryOperator<double[]> toSrgb, double... whole) {}

  private static final Notation RGB = new Notation(ColorSpace::rgb, 255, 255, 255);
  private static final Notation HSL = new Notation(ColorSpace::hsl, HUE, 100, 100);

  private static final Map<String, Notation> NOTATIONS =
      Map.ofEntries(
          Map.entry("rgb", RGB),
          Map.entry("rgba", RGB),
          Map.entry("hsl", HSL),
          Map.entry("hsla", HSL),
          Map.entry("hwb", new Notation(ColorSpace::hwb, HUE, 100, 100)),
          Map.entry("lab", new Notation(ColorSpace::lab, 100, 125, 125)),
          Map.entry("lch", new Notation(ColorSpace::lch, 100, 150, HUE)),
          Map.entry("oklab", new Notation(ColorSpace::oklab, 1, 0.4, 0.4)),
          Map.entry("oklch", new Notation(ColorSpace::oklch, 1, 0.4, HUE)),
          Map.entry("color srgb", new Notation(UnaryOperator.identity(), 1, 1, 1)),
          Map.entry("color srgb-linear", new Notation(ColorSpace::linearSrgb, 1, 1, 1)),
          Map.entry("color display-p3", new Notation(ColorSpace::displayP3, 1, 1, 1)),
          Map.entry("color a98-rgb", new Notation(ColorSpace::a98Rgb, 1, 1, 1)),
          Map.entry("color prophoto-rgb", new Notation(ColorSpace::proPhoto, 1, 1, 1)),
          Map.entry("color rec2020", new Notation(ColorSpace::rec2020, 1, 1, 1)),
          Map.entry("color xyz", new Notation(ColorSpace::xyz, 1, 1, 1)),
          Map.entry("color xyz-d65", new Notation(ColorSpace::xyz, 1, 1, 1)),
          Map.entry("color xyz-d50", new Notation(ColorSpace::xyzD50, 1, 1, 1)));

  private static final Properties NAMES = names();

  private CssColor() {}

  private static Pattern arguments(String separator, String beforeAlpha) {
    String value = "(none|" + NUMBER + UNIT + ")";
    return Pattern.compile(
        value + separator + value + separator + value + "(?:" + beforeAlpha + value + ")?");
  }

  private static Properties names() {
    Properties names = new Properties();
    try (InputStream in = CssColor.class.getResourceAsStream("named-colors.properties")) {
      names.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /**
   * Reads a color.
   *
   * @param css in lower case
   * @return red, green and blue, from 0 to 1 in sRGB but not clipped to it; empty if the text is no
   *     absolute color, or one that lets the background through
   */
  static Optional<double[]> parse(String css) {
    String digits = NAMES.getProperty(css, css);
    if (DIGITS.matcher(digits).matches()) {
      return ofDigits(digits.substring(1));
    }
    Matcher function = FUNCTION.matcher(css);
    if (!function.matches()) {
      return Optional.empty();
    }
    String space = function.group(2) == null ? "" : " " + function.group(2);
    Notation notation = NOTATIONS.get(function.group(1) + space);
    return notation == null ? Optional.empty() : ofArguments(notation, function.group(3));
  }

  private static Optional<double[]> ofDigits(String digits) {
    String eight = digits.length() < 6 ? digits.replaceAll(".", "$0$0") : digits;
    byte[] bytes = HexFormat.of().parseHex(eight);
    return bytes.length == 4 && bytes[3] != -1
        ? Optional.empty()
        : Optional.of(
            ColorSpace.rgb(new double[] {bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff}));
  }

  private static Optional<double[]> ofArguments(Notation notation, String text) {
    boolean commas = text.contains(",");
    Matcher arguments = (commas ? WITH_COMMAS : MODERN).matcher(text);
    if (!arguments.matches() || (commas && !mayHaveCommas(notation, arguments))) {
      return Optional.empty();
    }
    double[] values = new double[3];
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      values[i] = value(arguments.group(i + 1), notation.whole()[i]);
      sum += values[i];
    }
    boolean opaque = arguments.group(4) == null || value(arguments.group(4), 1) >= 1;
    return opaque && !Double.isNaN(sum)
        ? Optional.of(notation.toSrgb().apply(values))
        : Optional.empty();
  }

  /** The syntax before CSS 4, for two functions: no {@code none}, and less freedom with percent. */
  private static boolean mayHaveCommas(Notation notation, MatchResult arguments) {
    boolean[] percent = new boolean[3];
    for (int i = 0; i < 3; i++) {
      if (arguments.group(i + 1).equals("none")) {
        return false;
      }
      percent[i] = arguments.group(i + 1).endsWith("%");
    }
    return notation.equals(RGB)
        ? percent[0] == percent[1] && percent[1] == percent[2]
        : notation.equals(HSL) && percent[1] && percent[2];
  }

  /** An argument's number; NaN if it is of the wrong kind. */
  private static double value(String text, double whole) {
    if (text.equals("none")) {
      return 0;
    }
    Matcher value = VALUE.matcher(text);
    value.matches();
    double number = Double.parseDouble(value.group(1));
    String unit = value.group(2);
    if (whole == HUE) {
      return switch (unit) {
        case "", "deg" -> number;
        case "grad" -> number * 0.9;
        case "rad" -> Math.toDegrees(number);
        case "turn" -> number * 360;
        default -> Double.NaN;
      };
    }
    return switch (unit) {
      case "" -> number;
      case "%" -> number / 100 * whole;
      default -> Double.NaN;
    };
  }
}
