package dev.buttoncolor.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Rounds figures for people, independent of the machine's locale; JSON and CSV are not rounded. A
 * figure with an interval has as many decimals as give half of the interval's width two digits, and
 * at least one. A bound is rounded outwards, so that a sentence excludes no more than the figures
 * do.
 */
public final class Rounding {

  private Rounding() {}

  /** {@code 1,234}. */
  public static String number(long number) {
    return String.format(Locale.US, "%,d", number);
  }

  /** How many decimals a percentage has whose interval has these ends, as parts of 1. */
  public static int decimals(double low, double high) {
    double half = 100 * (high - low) / 2;
    return half > 0 ? Math.max(1, 1 - (int) Math.floor(Math.log10(half))) : 1;
  }

  static int decimals(OptionalDouble low, OptionalDouble high) {
    return low.isPresent() && high.isPresent()
        ? decimals(low.getAsDouble(), high.getAsDouble())
        : 1;
  }

  /** {@code 12.3%} of 0.123. */
  public static String percent(double rate) {
    return percent(rate, 1);
  }

  public static String percent(double rate, int decimals) {
    return String.format(Locale.US, "%." + decimals + "f%%", 100 * rate);
  }

  /** {@code +1.2} or {@code −1.2} of a part, hundredfold; one that rounds to 0 has no sign. */
  public static String points(double difference, int decimals) {
    return signed(difference, decimals, RoundingMode.HALF_UP);
  }

  public static String lowest(double bound, int decimals) {
    return signed(bound, decimals, RoundingMode.FLOOR);
  }

  public static String highest(double bound, int decimals) {
    return signed(bound, decimals, RoundingMode.CEILING);
  }

  /** {@code −2.4 to +8.5}, rounded outwards; nothing before the minimum sample. */
  public static String pointsInterval(Comparison its) {
    return its.isKnown()
        ? interval(its.low().getAsDouble(), its.high().getAsDouble(), its.decimals())
        : "";
  }

  /** {@code −2.4 to +8.5}, rounded outwards. */
  public static String interval(double low, double high, int decimals) {
    return lowest(low, decimals) + " to " + highest(high, decimals);
  }

  /** {@code 3.3} of 0.03261: upwards, without a sign. */
  public static String atMost(double size, int decimals) {
    return rounded(size, decimals, RoundingMode.CEILING).toPlainString();
  }

  /** By the digits of the number as it is written, which no binary fraction blurs. */
  private static BigDecimal rounded(double part, int decimals, RoundingMode mode) {
    return BigDecimal.valueOf(part).movePointRight(2).setScale(decimals, mode);
  }

  private static String signed(double part, int decimals, RoundingMode mode) {
    BigDecimal number = rounded(part, decimals, mode);
    return (number.signum() > 0 ? "+" : "") + number.toPlainString().replace('-', '−');
  }

  /** {@code p = 0.0123}, or a bound if four digits would say zero. */
  public static String pIs(double pValue) {
    return pValue < 0.0001 ? "p below 0.0001" : String.format(Locale.US, "p = %.4f", pValue);
  }
}
