package dev.buttoncolor.web.results;

import dev.buttoncolor.web.results.ResultsDocument.AgainstControl;
import dev.buttoncolor.web.results.ResultsDocument.Group;
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
 * @param compared whether the figures from here on are known to have a meaning
 * @param difference the rate less control's, in percentage points
 * @param sequence the confidence sequence of the difference
 * @param lift the difference as a part of control's rate
 * @param adjustedPValue what the verdict goes by
 * @param pValue the same before the correction for several groups
 * @param chanceToBeat the probability of a rate above control's
 * @param fixedHorizonPValue the everyday test
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
    boolean compared,
    String difference,
    String sequence,
    String lift,
    String adjustedPValue,
    String pValue,
    String chanceToBeat,
    String fixedHorizonPValue) {

  /** Solid for the first group, which is control unless told otherwise. */
  private static final List<String> DASHES =
      List.of("none", "10 4", "2 4", "12 4 2 4", "6 3", "16 6", "2 8", "8 3 2 3 2 3");

  private static final AgainstControl NOTHING =
      new AgainstControl(null, null, null, null, 1, 1, null, null);

  /**
   * @param position of the group on the page, from 0
   */
  static ResultsRow of(Group group, int position, String control) {
    boolean compared = group.comparison() != null;
    AgainstControl comparison = compared ? group.comparison() : NOTHING;
    List<Double> interval = group.interval();
    return new ResultsRow(
        group.group(),
        group.color() == null ? "none" : group.color(),
        DASHES.get(position % DASHES.size()),
        role(group, control),
        Figures.count(group.visitors()),
        Figures.count(group.signups()),
        Figures.percent(group.rate()),
        interval == null ? "" : Figures.percents(interval.get(0), interval.get(1)),
        compared,
        Figures.points(comparison.difference()),
        Figures.points(comparison.low(), comparison.high()),
        Figures.lift(comparison.lift()),
        compared ? Figures.pValue(comparison.adjustedPValue()) : Figures.UNKNOWN,
        compared ? Figures.pValue(comparison.pValue()) : Figures.UNKNOWN,
        Figures.chance(comparison.chanceToBeat()),
        Figures.pValue(comparison.fixedHorizonPValue()));
  }

  private static String role(Group group, String control) {
    if (group.group().equals(control)) {
      return "control";
    }
    return group.share() == null ? "no longer in the experiment" : "";
  }
}
