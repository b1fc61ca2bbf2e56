package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.verdict.Comparison;
import dev.buttoncolor.analysis.verdict.Standing;

/**
 * A {@link Comparison} in the JSON document.
 *
 * @param against the group that it is compared with
 * @param low of the difference's interval; null before the minimum sample, as all intervals
 * @param logEvidence ln E(0) of this look alone
 * @param pValue the smaller of {@code pAbove} and {@code pBelow}
 * @param pAbove the running minimum over looks at which the group's rate is above
 * @param pBelow the same over looks at which it is below
 */
public record PublishedComparison(
    String against,
    Double difference,
    Double low,
    Double high,
    Double lift,
    Double liftLow,
    Double liftHigh,
    Double logEvidence,
    double pValue,
    double pAbove,
    double pBelow,
    double adjustedPValue,
    Standing standing,
    Double chanceToBeat,
    Double fixedHorizonPValue) {

  static PublishedComparison of(Comparison comparison) {
    return new PublishedComparison(
        comparison.other(),
        Nulls.of(comparison.difference()),
        Nulls.low(comparison.interval()),
        Nulls.high(comparison.interval()),
        Nulls.of(comparison.lift()),
        Nulls.low(comparison.liftInterval()),
        Nulls.high(comparison.liftInterval()),
        Nulls.of(comparison.evidence().now()),
        comparison.evidence().p(),
        comparison.evidence().above(),
        comparison.evidence().below(),
        comparison.evidence().adjusted(),
        comparison.standing(),
        Nulls.of(comparison.chanceToBeat()),
        Nulls.of(comparison.fixedHorizonPValue()));
  }

  /**
   * Whether the interval of this look holds 0 though p has decided: common, since Holm's later
   * steps decide at a larger level than the interval is drawn at, and p keeps its running minimum.
   */
  public boolean isDecidedWithZeroInside() {
    return standing.isDecision() && low != null && low <= 0 && 0 <= high;
  }
}
