package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Split;
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
 * @param before the value until then; empty if there was none
 * @param after the value since; empty if there is none
 */
public record Change(Instant at, Kind what, Optional<String> group, String before, String after) {

  /** What can change: the state of the experiment, or the share, color or text of a group. */
  public enum Kind {
    STATE,
    SHARE,
    COLOR,
    PARAGRAPH;

    /** The name in the store and in JSON. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is new about a run, if it had begun. */
  static List<Change> between(Run before, ExperimentState state, List<Group> groups, Instant at) {
    List<Change> changes = new ArrayList<>();
    if (before.startedAt().isEmpty()) {
      return changes;
    }
    changes.add(new Change(at, Kind.STATE, Optional.empty(), before.state().name(), state.name()));
    for (Group now : groups) {
      for (Group old : before.groups()) {
        if (old.name().equals(now.name())) {
          Optional<String> name = Optional.of(now.name());
          changes.add(new Change(at, Kind.COLOR, name, old.color().css(), now.color().css()));
          changes.add(new Change(at, Kind.PARAGRAPH, name, old.paragraph(), now.paragraph()));
        }
      }
    }
    Map<String, Double> old = before.shares();
    Map<String, Double> now = Split.shares(groups);
    if (!old.isEmpty() && !new Shares(old).areSameAs(now)) {
      TreeSet<String> names = new TreeSet<>(old.keySet());
      names.addAll(now.keySet());
      for (String name : names) {
        Optional<String> group = Optional.of(name);
        changes.add(new Change(at, Kind.SHARE, group, text(old.get(name)), text(now.get(name))));
      }
    }
    changes.removeIf(change -> change.before.equals(change.after));
    return changes;
  }

  private static String text(Double share) {
    return share == null ? "" : share.toString();
  }
}
