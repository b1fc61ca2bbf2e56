package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Something that changed during a run.
 *
 * @param at when an instance first saw it
 * @param group that it concerns; empty if it is the state
 * @param before the value until then; empty if there was none
 * @param after the value since; empty if there is none
 */
public record Change(Instant at, Kind what, String group, String before, String after) {

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
    changes.add(new Change(at, Kind.STATE, "", before.state().name(), state.name()));
    for (Group now : groups) {
      for (Group old : before.groups()) {
        if (old.name().equals(now.name())) {
          String name = now.name();
          changes.add(new Change(at, Kind.COLOR, name, old.color().css(), now.color().css()));
          changes.add(new Change(at, Kind.PARAGRAPH, name, old.paragraph(), now.paragraph()));
        }
      }
    }
    Map<String, Double> old = before.shares();
    Map<String, Double> now = Split.shares(groups);
    if (!old.isEmpty() && !new Run.Shares(old).areSameAs(now)) {
      TreeSet<String> names = new TreeSet<>(old.keySet());
      names.addAll(now.keySet());
      for (String name : names) {
        changes.add(new Change(at, Kind.SHARE, name, text(old.get(name)), text(now.get(name))));
      }
    }
    changes.removeIf(change -> change.before.equals(change.after));
    return changes;
  }

  private static String text(Double share) {
    return share == null ? "" : share.toString();
  }
}
