package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Rounding;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * An axis of differences or rates, with round ends. Places are in percent of its length, so that it
 * can be drawn at any.
 *
 * @param signed whether values are differences, in percentage points, or else rates, in percent
 */
record Axis(double low, double high, double step, boolean signed) {

  private static final List<Double> STEPS =
      List.of(0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);

  /** More would not be told apart. */
  private static final int MOST_STEPS = 5;

  /** Percent of a bar's axis that stay free at each end, for half of a tick's label. */
  private static final double MARGIN = 7;

  /** A value that is marked. */
  record Tick(double value, String label) {}

  /** The shortest axis that holds all these values and, of differences, zero. */
  static Axis over(boolean signed, DoubleStream values) {
    double[] held = DoubleStream.concat(values, DoubleStream.of(0).limit(signed ? 1 : 0)).toArray();
    double low = DoubleStream.of(held).min().orElse(0);
    double high = DoubleStream.of(held).max().orElse(0);
    return STEPS.stream()
        .map(
            step ->
                new Axis(
                    step * Math.floor(low / step), step * Math.ceil(high / step), step, signed))
        .filter(axis -> axis.steps() <= MOST_STEPS && axis.steps() > 0)
        .findFirst()
        .orElse(new Axis(signed ? -1 : 0, 1, 0.5, signed));
  }

  private long steps() {
    return Math.round((high - low) / step);
  }

  List<Tick> ticks() {
    int decimals = step < 0.001 ? 2 : step < 0.01 ? 1 : 0;
    return LongStream.rangeClosed(0, steps())
        .mapToDouble(i -> low + i * step)
        .mapToObj(
            value ->
                new Tick(
                    value,
                    signed ? Rounding.points(value, decimals) : Rounding.percent(value, decimals)))
        .toList();
  }

  /** How far along the axis a value is, 0 to 1. */
  double part(double value) {
    return (value - low) / (high - low);
  }

  /** The place of a value within a bar's drawing, such as {@code 62.50%}. */
  String at(double value) {
    return percent(place(value));
  }

  /** How long a range is there, such as {@code 12.50%}. */
  String length(double from, double to) {
    return percent(place(to) - place(from));
  }

  private double place(double value) {
    return MARGIN + (100 - 2 * MARGIN) * part(value);
  }

  static String percent(double place) {
    return String.format(Locale.ROOT, "%.2f%%", place);
  }
}
