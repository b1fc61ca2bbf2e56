package dev.buttoncolor.web.results.page;

import dev.buttoncolor.web.results.document.PublishedComparison;

/**
 * A comparison in the words that the results page shows.
 *
 * @param known whether there is one
 * @param difference the group's rate less the other's, in percentage points
 * @param sequence the confidence sequence of the difference; nothing where it is too early
 * @param lift the difference as a part of the other's rate
 * @param liftSequence the confidence sequence of the lift
 * @param adjustedPValue what the verdict goes by
 * @param note on an interval that holds 0 beside a p that has decided
 * @param pValue the same before the adjustment for several groups
 * @param chanceToBeat the probability of the higher rate
 * @param fixedHorizonPValue the everyday test
 */
record ComparisonFigures(
    boolean known,
    String difference,
    String sequence,
    String lift,
    String liftSequence,
    String adjustedPValue,
    String note,
    String pValue,
    String chanceToBeat,
    String fixedHorizonPValue) {

  private static final String NOTHING = Figures.UNKNOWN;

  /** Of a group that is not compared. */
  static final ComparisonFigures NONE =
      new ComparisonFigures(
          false, NOTHING, "", NOTHING, "", NOTHING, "", NOTHING, NOTHING, NOTHING);

  static ComparisonFigures of(PublishedComparison comparison) {
    return new ComparisonFigures(
        true,
        Figures.points(comparison.difference()),
        Figures.points(comparison.low(), comparison.high()),
        Figures.lift(comparison.lift()),
        Figures.lift(comparison.liftLow(), comparison.liftHigh()),
        Figures.pValue(comparison.adjustedPValue()),
        comparison.isDecidedWithZeroInside() ? "decided, with 0 in the interval" : "",
        Figures.pValue(comparison.pValue()),
        Figures.chance(comparison.chanceToBeat()),
        Figures.pValue(comparison.fixedHorizonPValue()));
  }
}
