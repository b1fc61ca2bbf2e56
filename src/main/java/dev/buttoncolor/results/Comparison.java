package dev.buttoncolor.results;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One group against control. The p-values and the interval are valid however often somebody looks;
 * {@code lift}, {@code chanceToBeat} and {@code fixedHorizonPValue} describe and decide nothing.
 *
 * @param visitors control's and the group's together
 * @param difference the group's rate less control's, -1 to 1; empty where either has no visitors
 * @param interval what the counts leave open for the true difference; the intervals of all groups
 *     hold at once with 95 %, at every look. Empty where the counts have no variance
 * @param lift the difference as a part of control's rate; empty where that is 0 or unknown
 * @param pValue the smallest always-valid p-value so far, this look included
 * @param adjustedPValue the same by Holm's correction over the groups: what the standing goes by
 * @param chanceToBeat the probability of a rate above control's; empty where either has no visitors
 * @param fixedHorizonPValue the everyday z test, not valid if you look more than once; empty where
 *     the counts have no variance
 * @param standing what may be concluded
 */
public record Comparison(
    long visitors,
    OptionalDouble difference,
    Optional<Interval> interval,
    OptionalDouble lift,
    double pValue,
    double adjustedPValue,
    OptionalDouble chanceToBeat,
    OptionalDouble fixedHorizonPValue,
    Standing standing) {

  /** What may be concluded about a group, whatever the sizes of the groups say. */
  public enum Standing {
    /** Its rate is above control's. */
    BEATS,
    /** Its rate is below control's. */
    LOSES,
    /**
     * The rates once differed clearly and the counts of now know nothing of it: something other
     * than the group changed during the run.
     */
    FADED,
    /** Nothing yet. */
    OPEN;

    private static Standing of(double adjustedPValue, ConfidenceSequence now) {
      if (adjustedPValue > Design.ALPHA) {
        return OPEN;
      }
      if (now.pValue() == 1) {
        return FADED;
      }
      return now.difference().orElse(0) > 0 ? BEATS : LOSES;
    }
  }

  static Comparison of(
      Design design, Counts control, Counts treatment, double pValue, double adjustedPValue) {
    ConfidenceSequence now = ConfidenceSequence.of(control, treatment, design.plannedVisitors());
    return new Comparison(
        control.visitors() + treatment.visitors(),
        now.difference(),
        now.interval(design.intervalLevel()),
        lift(now.difference(), control.rate()),
        pValue,
        adjustedPValue,
        ChanceToBeat.of(control, treatment),
        now.fixedHorizonPValue(),
        Standing.of(adjustedPValue, now));
  }

  private static OptionalDouble lift(OptionalDouble difference, OptionalDouble controlRate) {
    return difference.isEmpty() || controlRate.orElse(0) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(difference.getAsDouble() / controlRate.getAsDouble());
  }
}
