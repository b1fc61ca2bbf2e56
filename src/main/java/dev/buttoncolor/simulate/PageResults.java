package dev.buttoncolor.simulate;

import java.util.List;
import java.util.Optional;

/**
 * The part of {@code /results.json} that a run is held against.
 *
 * @param groups one for each group of the experiment, the control first
 * @param verdict what may be concluded
 */
public record PageResults(List<Group> groups, Verdict verdict) {

  /**
   * What the page counted for one group.
   *
   * @param group its name
   * @param visitors the people who saw its button
   * @param signups those of them who signed up
   */
  record Group(String group, long visitors, long signups) {}

  /**
   * The page's conclusion.
   *
   * @param state such as {@code DECIDED}
   * @param text the sentence for people
   */
  record Verdict(String state, String text) {}

  public List<String> names() {
    return groups.stream().map(Group::group).toList();
  }

  long visitors() {
    return groups.stream().mapToLong(Group::visitors).sum();
  }

  /** The figures of one group; zeros where the page does not have it. */
  Group of(String name) {
    Optional<Group> found = groups.stream().filter(group -> group.group().equals(name)).findFirst();
    return found.orElse(new Group(name, 0, 0));
  }
}
