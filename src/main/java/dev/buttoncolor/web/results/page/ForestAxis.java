package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.verdict.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axis that all bars of the forest plot share. Values are differences of rates, -1 to 1; places
 * are in percent of the drawing's width, so that it can be drawn at any.
 *
 * @param low the value at its left end
 * @param high the value at its right end
 * @param step from one tick to the next
 */
record ForestAxis(double low, double high, double step) {

  private static final List<Double> STEPS =
      List.of(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);

  /** More would not be told apart. */
  private static final int MOST_STEPS = 5;

  /** Percent that stay free at each end, for half of a tick's label. */
  private static final double MARGIN = 7;

  /**
   * A value that is marked.
   *
   * @param label in percentage points
   */
  record Tick(String at, String label) {}

  /** The shortest axis with round ends that holds zero and all these values. */
  static ForestAxis over(List<Double> values) {
    double low = values.stream().mapToDouble(value -> value).reduce(0, Math::min);
    double high = values.stream().mapToDouble(value -> value).reduce(0, Math::max);
    for (double step : STEPS) {
      ForestAxis axis =
          new ForestAxis(step * Math.floor(low / step), step * Math.ceil(high / step), step);
      if (axis.steps() <= MOST_STEPS && axis.steps() > 0) {
        return axis;
      }
    }
    return new ForestAxis(-1, 1, 0.5);
  }

  private long steps() {
    return Math.round((high - low) / step);
  }

  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    for (long i = 0; i <= steps(); i++) {
      double value = low + i * step;
      ticks.add(new Tick(at(value), Wording.points(value, step < 0.01 ? 1 : 0)));
    }
    return ticks;
  }

  String zero() {
    return at(0);
  }

  /** The place of a value, such as {@code 62.5%}. */
  String at(double value) {
    return percent(place(value));
  }

  /** How long a range is, such as {@code 12.5%}. */
  String length(double from, double to) {
    return percent(place(to) - place(from));
  }

  private double place(double value) {
    return MARGIN + (100 - 2 * MARGIN) * (value - low) / (high - low);
  }

  private static String percent(double place) {
    return String.format(Locale.US, "%.2f%%", place);
  }
}
