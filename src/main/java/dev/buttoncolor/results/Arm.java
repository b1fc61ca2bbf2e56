package dev.buttoncolor.results;

/**
 * One group of the plan.
 *
 * @param group the group's name
 * @param share the planned part of all visitors, above 0 and at most 1
 */
public record Arm(String group, double share) {

  /**
   * @throws IllegalArgumentException where the name is blank or the share is out of range
   */
  public Arm {
    if (group.isBlank()) {
      throw new IllegalArgumentException("A group of the experiment has no name.");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "The share of group " + group + " must be above 0 and at most 1, not " + share + ".");
    }
  }
}
