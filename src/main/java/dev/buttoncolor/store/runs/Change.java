package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentState;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that changed during a run.
 *
 * @param at when an instance first saw it
 * @param what what changed
 * @param group the group that it concerns
 * @param before the value until then; empty where there was none
 * @param after the value since; empty where there is none
 */
public record Change(Instant at, Kind what, Optional<String> group, String before, String after) {

  /** A change of the state of a run. */
  static Change ofState(Instant at, ExperimentState before, ExperimentState after) {
    return new Change(at, Kind.STATE, Optional.empty(), before.name(), after.name());
  }

  /** What can change. */
  public enum Kind {
    /** The state of the experiment. */
    STATE,
    /** A group's share of the visitors. */
    SHARE,
    /** The color of a group's button. */
    COLOR,
    /** The text above a group's button. */
    PARAGRAPH,
    /** The group that the others are compared with. */
    CONTROL,
    /** How many visitors a comparison is planned for. */
    PLANNED_VISITORS;

    /** The name in the store, such as {@code planned visitors}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Kind of(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
  }
}
