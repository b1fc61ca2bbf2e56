package dev.buttoncolor.web.results.page;

/**
 * One group's difference to control and its confidence sequence, as a bar of the forest plot.
 *
 * @param color the group's, as {@code #rrggbb}; {@code none} where it has none
 * @param from the place of the bar's left end on the axis
 * @param length the bar's length
 * @param at the place of the difference itself
 * @param label the same in words, for those who do not see it
 */
record ForestBar(String color, String from, String length, String at, String label) {

  /** The bar of a difference and its interval, all of them -1 to 1. */
  static ForestBar of(
      ForestAxis axis, String color, String name, double difference, double low, double high) {
    return new ForestBar(
        color,
        axis.at(low),
        axis.length(low, high),
        axis.at(difference),
        "%s: %s points, %s; zero is %s"
            .formatted(
                name,
                Figures.points(difference),
                Figures.points(low, high),
                low <= 0 && 0 <= high ? "inside" : "outside"));
  }
}
