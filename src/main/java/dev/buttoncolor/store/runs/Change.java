package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Something that changed during a run.
 *
 * @param at when an instance first saw it
 * @param what what changed
 * @param group the group that it concerns
 * @param before the value until then; empty if there was none
 * @param after the value since; empty if there is none
 */
public record Change(Instant at, Kind what, Optional<String> group, String before, String after) {

  /** What can change. */
  public enum Kind {
    /** The state of the experiment. */
    STATE,
    /** A group's share of the visitors. */
    SHARE,
    /** The color of a group's button. */
    COLOR,
    /** The text above a group's button. */
    PARAGRAPH;

    /** The name in the store and in JSON. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is new about a run, if it had begun. */
  static List<Change> between(Run before, Run after, Instant at) {
    List<Change> changes = new ArrayList<>();
    if (!before.lifecycle().hasStarted()) {
      return changes;
    }
    Log log =
        (what, group, old, now) -> {
          if (!old.equals(now)) {
            changes.add(new Change(at, what, group, old, now));
          }
        };
    log.add(Kind.STATE, Optional.empty(), before.state().name(), after.state().name());
    for (Group group : after.groups()) {
      for (Group old : before.groups()) {
        if (old.name().equals(group.name())) {
          Optional<String> name = Optional.of(group.name());
          log.add(Kind.COLOR, name, old.color().css(), group.color().css());
          log.add(Kind.PARAGRAPH, name, old.paragraph(), group.paragraph());
        }
      }
    }
    if (!before.groups().isEmpty() && !new Shares(before.shares()).areSameAs(after.shares())) {
      addShares(log, before.shares(), after.shares());
    }
    return changes;
  }

  private interface Log {
    void add(Kind what, Optional<String> group, String before, String after);
  }

  private static void addShares(Log log, Map<String, Double> before, Map<String, Double> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      log.add(Kind.SHARE, Optional.of(name), text(before.get(name)), text(after.get(name)));
    }
  }

  private static String text(Double share) {
    return share == null ? "" : share.toString();
  }
}
