package dev.buttoncolor.results;

import dev.buttoncolor.analysis.ChanceToBeat;
import dev.buttoncolor.analysis.ComparisonFamily;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.PairTest;
import dev.buttoncolor.analysis.ScoreTest;
import dev.buttoncolor.analysis.ScoreTest.Intervals;
import dev.buttoncolor.analysis.Standing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One group against another, compared within each stretch of equal shares. p-values and intervals
 * are valid at every look; {@code chanceToBeat} and {@code fixedHorizonPValue} describe and decide
 * nothing.
 *
 * @param effectiveVisitors of both groups: as many at equal shares know as much
 * @param difference the group's rate less the other's; empty if no stretch has visitors of both
 * @param low of the difference's interval; empty before the minimum sample, as all intervals
 * @param lift the difference as a part of the other's rate; empty if that is 0 or unknown
 * @param liftHigh empty too if the lift has no upper end
 * @param logEvidence ln E(0) of this look alone
 * @param pValue the smaller of {@code pAbove} and {@code pBelow}
 * @param pAbove that the group's rate is above: of watching and the planned look together
 * @param adjustedPValue {@code pValue} after Holm's adjustment
 * @param plannedLook the look that was taken when the plan was full; empty before
 * @param plannedLookDisagrees whether that look does not hold the present difference or lift, so
 *     that the intervals are those of watching alone
 * @param noDifferenceOf the difference that the plan finds with 80 %, at the rates of the planned
 *     look: excluded if the standing says so
 * @param cautiousGuess what the difference is if differences beyond the planned size are rare
 */
public record Comparison(
    String against,
    double effectiveVisitors,
    OptionalDouble difference,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble lift,
    OptionalDouble liftLow,
    OptionalDouble liftHigh,
    OptionalDouble logEvidence,
    double pValue,
    double pAbove,
    double pBelow,
    double adjustedPValue,
    Standing standing,
    Optional<PlannedLook> plannedLook,
    boolean plannedLookDisagrees,
    OptionalDouble noDifferenceOf,
    OptionalDouble cautiousGuess,
    OptionalDouble chanceToBeat,
    OptionalDouble fixedHorizonPValue) {

  /** Its p-value speaks for the direction of its difference. */
  public record PlannedLook(double effectiveVisitors, double difference, double pValue) {

    private PlannedLook(PairCounts at) {
      this(at.effectiveVisitors(), at.difference().getAsDouble(), new ScoreTest(at).p());
    }
  }

  static Comparison of(Pair pair, ComparisonFamily family, GroupCounts counts) {
    PairTest test = family.shown(pair);
    PairCounts pairCounts = test.counts();
    Optional<PairTest> known = Optional.of(test).filter(its -> its.counts().hasMinimumSample());
    Optional<Intervals> intervals = known.map(its -> its.intervals(family.level()));
    return new Comparison(
        pair.other(),
        pairCounts.effectiveVisitors(),
        pairCounts.difference(),
        number(intervals.map(its -> its.differences().low())),
        number(intervals.map(its -> its.differences().high())),
        pairCounts.lift(),
        number(intervals.map(its -> its.lifts().low())),
        number(intervals.map(its -> its.lifts().high()).filter(Double::isFinite)),
        number(known.map(its -> its.watching().logEvidence(0))),
        test.p(),
        test.above(),
        test.below(),
        family.adjustedP(pair),
        family.standing(pair),
        family.test(pair).planned().map(PlannedLook::new),
        known.filter(its -> its.plannedLookDisagrees(family.level())).isPresent(),
        family.delta(pair),
        number(known.map(PairTest::cautiousGuess)),
        counts.haveSharesChanged()
            ? OptionalDouble.empty()
            : ChanceToBeat.of(counts.of(pair.other()), counts.of(pair.group())),
        pairCounts.stretches().isEmpty()
            ? OptionalDouble.empty()
            : new ScoreTest(pairCounts).fixedHorizonP());
  }

  private static OptionalDouble number(Optional<Double> number) {
    return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /** Whether it has passed its minimum sample, and so has intervals. */
  public boolean isKnown() {
    return low.isPresent();
  }

  public boolean holdsZero() {
    return isKnown() && low.getAsDouble() <= 0 && 0 <= high.getAsDouble();
  }

  /** The decimals of a point that its difference is written with. */
  public int decimals() {
    return Rounding.decimals(low, high);
  }

  /** The decimals of a percent that its lift is written with. */
  public int liftDecimals() {
    return Rounding.decimals(liftLow, liftHigh);
  }
}
