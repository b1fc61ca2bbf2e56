package dev.buttoncolor.simulate;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The part of {@code /results.json} that a simulation is held against. */
public record PageResults(String mode, String control, List<Group> groups, Verdict verdict) {

  private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  /**
   * What the page counted for one group.
   *
   * @param share its part of the visitors; null if the experiment no longer has it
   * @param interval of the rate; null without visitors
   * @param comparison null for control
   */
  public record Group(
      String group,
      Double share,
      long visitors,
      long signups,
      List<Double> interval,
      Comparison comparison) {}

  /** The ends of the difference to control's rate, from -1 to 1; null while unknown. */
  public record Comparison(Double low, Double high) {}

  public record Verdict(String text) {}

  /** Whether it has all that a simulation needs, in text that can be printed on one line. */
  boolean isUsable() {
    return mode != null
        && groups != null
        && verdict != null
        && Stream.concat(Stream.of(verdict.text()), groups.stream().map(Group::group))
            .allMatch(text -> text != null && !CONTROL_CHARACTER.matcher(text).find());
  }

  /** The groups that visitors can get. */
  public List<String> names() {
    return groups.stream().filter(group -> group.share() != null).map(Group::group).toList();
  }

  /** The figures of one group; zeros if the page does not have it. */
  public Group of(String name) {
    return groups.stream()
        .filter(group -> group.group().equals(name))
        .findFirst()
        .orElse(new Group(name, null, 0, 0, null, null));
  }
}
