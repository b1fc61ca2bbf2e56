package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Wording;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The axis that the bars of all groups share. Values are differences of rates, -1 to 1; places are
 * in percent of the drawing's width, so that it can be drawn at any.
 *
 * @param low the value at its left end
 * @param high the value at its right end
 * @param step from one tick to the next
 */
record ForestPlot(double low, double high, double step) {

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

  /** The shortest axis with round ends that holds zero and every interval that there is. */
  static ForestPlot of(List<GroupResult> groups) {
    return over(
        groups.stream()
            .flatMap(group -> group.comparison().stream())
            .filter(Comparison::isKnown)
            .flatMapToDouble(
                known -> DoubleStream.of(known.low().getAsDouble(), known.high().getAsDouble()))
            .toArray());
  }

  static ForestPlot over(double... values) {
    double low = DoubleStream.of(values).reduce(0, Math::min);
    double high = DoubleStream.of(values).reduce(0, Math::max);
    return STEPS.stream()
        .map(
            step ->
                new ForestPlot(step * Math.floor(low / step), step * Math.ceil(high / step), step))
        .filter(plot -> plot.steps() <= MOST_STEPS && plot.steps() > 0)
        .findFirst()
        .orElse(new ForestPlot(-1, 1, 0.5));
  }

  private long steps() {
    return Math.round((high - low) / step);
  }

  List<Tick> ticks() {
    return LongStream.rangeClosed(0, steps())
        .mapToDouble(i -> low + i * step)
        .mapToObj(value -> new Tick(at(value), Wording.points(value, step < 0.01 ? 1 : 0)))
        .toList();
  }

  /** The place of a value, such as {@code 62.5%}. */
  String at(double value) {
    return percent(place(value));
  }

  /** How long a range is, such as {@code 12.5%}. */
  String length(double from, double to) {
    return percent(place(to) - place(from));
  }

  /** A group's bar in words, for those who do not see it. */
  static String label(String group, Comparison known) {
    return "%s: %s points, %s; zero is %s"
        .formatted(
            group,
            Figures.points(known),
            Wording.pointsInterval(known),
            known.holdsZero() ? "inside" : "outside");
  }

  private double place(double value) {
    return MARGIN + (100 - 2 * MARGIN) * (value - low) / (high - low);
  }

  private static String percent(double place) {
    return String.format(Locale.US, "%.2f%%", place);
  }
}
