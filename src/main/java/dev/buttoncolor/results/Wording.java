package dev.buttoncolor.results;

import java.util.List;
import java.util.Locale;

/** Formats numbers and lists for English sentences, independent of the machine's locale. */
public final class Wording {

  private Wording() {}

  /** {@code 1,234}. */
  public static String number(long number) {
    return String.format(Locale.US, "%,d", number);
  }

  /** {@code 12.3%} of 0.123. */
  public static String percent(double rate) {
    return String.format(Locale.US, "%.1f%%", 100 * rate);
  }

  /** {@code +1.2} or {@code −1.2} of a part, hundredfold; one that rounds to 0 has no sign. */
  public static String points(double difference, int digits) {
    String points = String.format(Locale.US, "%." + digits + "f", Math.abs(100 * difference));
    if (Double.parseDouble(points) == 0) {
      return points;
    }
    return (difference < 0 ? "−" : "+") + points;
  }

  /** {@code p = 0.0123}, or a bound if four digits would say zero. */
  static String pValue(double pValue) {
    return pValue < 0.0001 ? "p below 0.0001" : String.format(Locale.US, "p = %.4f", pValue);
  }

  /** {@code Green}, {@code Green and Red}, {@code Green, Red and Orange}. */
  static String list(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
