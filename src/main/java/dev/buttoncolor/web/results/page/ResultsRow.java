package dev.buttoncolor.web.results.page;

import dev.buttoncolor.web.results.document.PublishedComparison;
import dev.buttoncolor.web.results.document.PublishedGroup;
import java.util.List;

/**
 * One group on the results page, every figure in the words that the page shows.
 *
 * @param group the group's name
 * @param color {@code #rrggbb}, or {@code none} where the experiment no longer has the group
 * @param dash what tells the group's line apart without its color: an SVG dash pattern
 * @param role {@code control}, {@code no longer in the experiment} or nothing
 * @param visitors how many were exposed
 * @param signups how many of these signed up
 * @param rate signups by visitors
 * @param interval Wilson's interval of the rate
 * @param bar the difference to control as a bar; null where there is no interval
 * @param comparison with control; empty figures for a group that is not compared
 */
record ResultsRow(
    String group,
    String color,
    String dash,
    String role,
    String visitors,
    String signups,
    String rate,
    String interval,
    ForestBar bar,
    ComparisonFigures comparison) {

  /** Solid for the first group, which is control unless told otherwise. */
  private static final List<String> DASHES =
      List.of("none", "10 4", "2 4", "12 4 2 4", "6 3", "16 6", "2 8", "8 3 2 3 2 3");

  /**
   * Puts a group into words.
   *
   * @param position of the group on the page, from 0
   */
  static ResultsRow of(PublishedGroup group, int position, String control, ForestAxis axis) {
    List<Double> interval = group.interval();
    return new ResultsRow(
        group.group(),
        color(group),
        DASHES.get(position % DASHES.size()),
        role(group, control),
        Figures.count(group.visitors()),
        Figures.count(group.signups()),
        Figures.percent(group.rate()),
        interval == null ? "" : Figures.percents(interval.get(0), interval.get(1)),
        bar(group, axis),
        group.comparison() == null
            ? ComparisonFigures.NONE
            : ComparisonFigures.of(group.comparison()));
  }

  private static ForestBar bar(PublishedGroup group, ForestAxis axis) {
    PublishedComparison comparison = group.comparison();
    return comparison == null || comparison.low() == null
        ? null
        : ForestBar.of(
            axis,
            color(group),
            group.group(),
            comparison.difference(),
            comparison.low(),
            comparison.high());
  }

  private static String color(PublishedGroup group) {
    return group.color() == null ? "none" : group.color();
  }

  private static String role(PublishedGroup group, String control) {
    if (group.group().equals(control)) {
      return "control";
    }
    return group.share() == null ? "no longer in the experiment" : "";
  }
}
