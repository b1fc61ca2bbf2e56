package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Rounding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * Formats numbers for the results page, independent of the machine's locale. An unknown number is a
 * dash; an unknown range is empty, because a dash already stands beside it.
 */
final class Figures {

  static final String UNKNOWN = "–";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.US).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** {@code 12.3%} of 0.123. */
  static String percent(OptionalDouble rate) {
    return known(rate, Rounding::percent);
  }

  /** {@code 10.1% to 14.9%}, rounded outwards. */
  static String percents(Optional<Interval> interval) {
    return interval
        .map(
            its ->
                Rounding.interval(its.low(), its.high(), Rounding.decimals(its.low(), its.high())))
        .map(points -> points.replace("+", "").replace(" to ", "% to ") + "%")
        .orElse("");
  }

  /** {@code +3.0} of 0.03: percentage points, with their sign. */
  static String points(Comparison comparison) {
    return known(comparison.difference(), d -> Rounding.points(d, comparison.decimals()));
  }

  /** {@code +25.0%} of 0.25: a change, with its sign. */
  static String lift(Comparison comparison) {
    return known(comparison.lift(), lift -> Rounding.points(lift, comparison.liftDecimals()) + "%");
  }

  /** {@code −16.8% to +87.6%}, rounded outwards; {@code at least +91.6%} if there is no end. */
  static String liftInterval(Comparison comparison) {
    if (comparison.liftLow().isEmpty()) {
      return "";
    }
    int decimals = comparison.liftDecimals();
    String low = Rounding.lowest(comparison.liftLow().getAsDouble(), decimals) + "%";
    return comparison.liftHigh().isEmpty()
        ? "at least " + low
        : low + " to " + Rounding.highest(comparison.liftHigh().getAsDouble(), decimals) + "%";
  }

  /** Four decimals, or a bound if these would say zero. */
  static String pValue(OptionalDouble p) {
    return known(p, Figures::pValue);
  }

  static String pValue(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.US, "%.4f", p);
  }

  /** {@code 97.5%}, or a bound if one digit would say never or always. */
  static String chance(OptionalDouble chance) {
    return known(
        chance,
        known -> known > 0.9995 ? "> 99.9%" : known < 0.0005 ? "< 0.1%" : Rounding.percent(known));
  }

  /** {@code 22 Nov 2026, 16:59:08 UTC}. */
  static String time(Optional<Instant> instant) {
    return instant.map(Figures::time).orElse(UNKNOWN);
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** {@code 0.016667}. */
  static String six(OptionalDouble figure) {
    return known(figure, Figures::six);
  }

  static String six(double figure) {
    return decimals(6, figure);
  }

  static String decimals(int decimals, double figure) {
    return String.format(Locale.ROOT, "%." + decimals + "f", figure);
  }

  /** Six digits of a figure of any size, for those who recompute it. */
  static String figure(double figure) {
    return String.format(Locale.ROOT, "%.6g", figure);
  }

  static String figure(OptionalDouble figure) {
    return figure.isPresent() ? figure(figure.getAsDouble()) : "not known";
  }

  /** {@code #rrggbb}, or {@code none} if the experiment no longer has the group. */
  static String color(GroupResult group) {
    return group.color().orElse("none");
  }

  /** {@code Partly decided} of {@code PARTLY_DECIDED}. */
  static String capitalized(Enum<?> state) {
    return state.name().charAt(0) + lower(state).substring(1);
  }

  /** {@code no difference} of {@code NO_DIFFERENCE}. */
  static String lower(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String known(OptionalDouble figure, DoubleFunction<String> format) {
    return figure.isPresent() ? format.apply(figure.getAsDouble()) : UNKNOWN;
  }
}
