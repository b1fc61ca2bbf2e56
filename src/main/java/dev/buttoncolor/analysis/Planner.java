package dev.buttoncolor.analysis;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many visitors it takes to find a difference, and which difference so many visitors find.
 *
 * <p>Per pair, with {@code w} the part of the pair's visitors that each group gets,
 *
 * <pre>
 * N = (z + z_power)^2 * ( p_c (1-p_c) / w_c + p_j (1-p_j) / w_j ) / (p_j - p_c)^2
 * </pre>
 *
 * <p>{@code z} is what the difference must exceed at the end, in standard errors: the boundary of
 * the {@linkplain MixtureSequence sequence} at the planned visitors, or the quantile of a test that
 * looks once. A sequence may decide before its end, so that it needs about 12 % fewer visitors than
 * this says.
 */
public final class Planner {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int HALVINGS = 50;

  private final double z;
  private final double zPower;

  private Planner(double z, double power) {
    this.z = z;
    zPower = NORMAL.inverseCumulativeProbability(power);
  }

  /**
   * For this program's rule, planned for the number of visitors that comes out.
   *
   * @param treatments how many groups are compared with control
   * @param power the chance to find the difference, above 0 and below 1
   */
  public static Planner sequential(int treatments, double power) {
    return new Planner(boundary(Design.ALPHA / treatments), power);
  }

  /** For a test that looks once, at the end, with the level divided by the treatments. */
  public static Planner fixedHorizon(int treatments, double power) {
    return new Planner(NORMAL.inverseSurvivalProbability(Design.ALPHA / treatments / 2), power);
  }

  /**
   * The sequence's boundary at the planned visitors, in standard errors; it does not depend on
   * their number.
   */
  static double boundary(double level) {
    return MixtureSequence.standardErrors(MixtureSequence.R_AT_PLAN, level);
  }

  /** What the difference must exceed, in standard errors. */
  public double z() {
    return z;
  }

  /**
   * The visitors of two equal groups together.
   *
   * @param control control's true rate
   * @param treatment the treatment's true rate, another one
   */
  public double visitorsOfPair(double control, double treatment) {
    return visitorsOfPair(control, treatment, 0.5);
  }

  /**
   * The visitors of a pair together.
   *
   * @param part the part of them that is control's
   */
  public double visitorsOfPair(double control, double treatment, double part) {
    double d = treatment - control;
    double variance = control * (1 - control) / part + treatment * (1 - treatment) / (1 - part);
    return (z + zPower) * (z + zPower) * variance / (d * d);
  }

  /**
   * The smallest rate above control's that a pair finds.
   *
   * @param control control's rate, above 0 and below 1
   * @param visitors of the pair
   * @param part the part of them that is control's
   * @return the treatment's rate; empty where not even a rate of 1 would be found
   */
  public OptionalDouble detectable(double control, double visitors, double part) {
    if (visitorsOfPair(control, 1, part) > visitors) {
      return OptionalDouble.empty();
    }
    double hidden = control;
    double found = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (hidden + found) / 2;
      if (visitorsOfPair(control, middle, part) > visitors) {
        hidden = middle;
      } else {
        found = middle;
      }
    }
    return OptionalDouble.of(found);
  }
}
