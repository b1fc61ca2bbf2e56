package dev.buttoncolor.results;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The plan of the experiment, fixed before the first visitor: what is compared with what. Evidence
 * gathered under one plan says nothing under another, so whoever keeps a {@link SmallestP} must
 * start it afresh when the plan changes.
 *
 * @param control the group that the others are compared with
 * @param arms all groups, control included, in the order in which they are shown; their shares sum
 *     to exactly 1, small rounding having been evened out
 * @param plannedVisitors how many visitors one comparison is planned for: control and one other
 *     group <em>together</em>. It is where the confidence sequence is tightest, not a limit
 */
public record Design(String control, List<Arm> arms, long plannedVisitors) {

  /** The chance of ever declaring a winner where there is none, over all groups and all looks. */
  static final double ALPHA = 0.05;

  private static final double ROUNDING = 0.001;

  /**
   * @throws IllegalArgumentException where the plan makes no sense, with a message for people
   */
  public Design {
    if (plannedVisitors <= 0) {
      throw new IllegalArgumentException(
          "The number of planned visitors must be positive, not " + plannedVisitors + ".");
    }
    double sum = 0;
    Set<String> names = new HashSet<>();
    for (Arm arm : arms) {
      sum += arm.share();
      if (!names.add(arm.group())) {
        throw new IllegalArgumentException("The group " + arm.group() + " is planned twice.");
      }
    }
    if (!names.contains(control)) {
      throw new IllegalArgumentException(
          "The control group must be one of "
              + arms.stream().map(Arm::group).toList()
              + ", not "
              + control
              + ".");
    }
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new IllegalArgumentException("The groups' shares must sum to 1, not " + sum + ".");
    }
    double whole = sum;
    arms = arms.stream().map(arm -> new Arm(arm.group(), arm.share() / whole)).toList();
  }

  /** The groups compared with control, in their order. */
  public List<String> treatments() {
    return arms.stream().map(Arm::group).filter(group -> !group.equals(control)).toList();
  }

  /**
   * The level of each difference's interval, such that all of them hold at once with 95 %:
   * Bonferroni's, the overall level divided by the number of treatments.
   */
  public double intervalLevel() {
    return ALPHA / Math.max(1, arms.size() - 1);
  }
}
