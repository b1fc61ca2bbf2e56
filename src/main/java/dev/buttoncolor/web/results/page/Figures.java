package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.verdict.Wording;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Formats numbers for the results page, independent of the machine's locale. An unknown number is a
 * dash; an unknown range is empty, because a dash already stands beside it.
 */
final class Figures {

  static final String UNKNOWN = "–";

  private static final char NO_BREAK = '\u00a0';

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.US).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** {@code 1,234}. */
  static String count(long number) {
    return String.format(Locale.US, "%,d", number);
  }

  /** {@code 12.3%} of 0.123. */
  static String percent(Double rate) {
    return rate == null ? UNKNOWN : String.format(Locale.US, "%.1f%%", 100 * rate);
  }

  /** {@code 10.1% to 14.8%}. */
  static String percents(Double low, Double high) {
    return low == null || high == null ? "" : percent(low) + " to " + percent(high);
  }

  /** {@code +3.0} of 0.03: percentage points, with their sign. */
  static String points(Double difference) {
    return difference == null ? UNKNOWN : signed(difference);
  }

  /** {@code −2.4 to +8.4}. */
  static String points(Double low, Double high) {
    return low == null || high == null ? "" : signed(low) + " to " + signed(high);
  }

  /** {@code +25.0%} of 0.25: a change, with its sign. */
  static String lift(Double lift) {
    return lift == null ? UNKNOWN : signed(lift) + "%";
  }

  /** {@code −16.7% to +87.5%}. */
  static String lift(Double low, Double high) {
    return low == null || high == null ? "" : lift(low) + " to " + lift(high);
  }

  /** Four digits, or a bound where these would say zero. */
  static String pValue(Double p) {
    if (p == null) {
      return UNKNOWN;
    }
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.US, "%.4f", p);
  }

  /** The same in a sentence: {@code p = 0.0123}, {@code p < 0.0001}. */
  static String pIs(Double p) {
    String value = pValue(p);
    return (value.startsWith("<") ? "p " + value : "p = " + value).replace(' ', NO_BREAK);
  }

  /** {@code 97.5%}, or a bound where one digit would say never or always. */
  static String chance(Double chance) {
    if (chance == null) {
      return UNKNOWN;
    }
    if (chance > 0.9995) {
      return "> 99.9%";
    }
    return chance < 0.0005 ? "< 0.1%" : percent(chance);
  }

  /** {@code 22 Nov 2026, 16:59:08 UTC} of an ISO-8601 time. */
  static String time(String instant) {
    return instant == null ? UNKNOWN : TIME.format(Instant.parse(instant));
  }

  /** Hundredfold, with a sign unless it rounds to zero. */
  private static String signed(double part) {
    return Wording.points(part, 1);
  }
}
