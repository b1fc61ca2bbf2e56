package dev.buttoncolor.store.counts;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.Run;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is committed of one run, at one moment.
 *
 * @param run the run
 * @param groups the groups as the last spec document that held them had them, in its order
 * @param design what is compared with what; empty while no groups are known
 * @param series the counts over time, oldest first; at most about 500 buckets
 * @param stretches the visitors by stretches of constant shares, oldest first
 * @param minima the running minima of the p-values, those of this moment included if it is a look
 * @param exclusions how often each kind was served and not counted; every kind is there
 * @param changes what changed during the run, oldest first
 * @param readAt when this was so
 */
public record RecordedRun(
    Run run,
    List<Group> groups,
    Optional<Design> design,
    List<TimeBucket> series,
    List<Stretch> stretches,
    RunningMinima minima,
    Map<Exclusion, Long> exclusions,
    List<Change> changes,
    Instant readAt) {

  public RecordedRun {
    groups = List.copyOf(groups);
    series = List.copyOf(series);
    stretches = List.copyOf(stretches);
    exclusions = Collections.unmodifiableMap(new EnumMap<>(exclusions));
    changes = List.copyOf(changes);
  }

  /** All groups from the start of the run on. */
  public GroupCounts counts() {
    return series.isEmpty() ? GroupCounts.EMPTY : series.get(series.size() - 1).counts();
  }

  /** When the first visitor was exposed, to the width of a bucket; empty before. */
  public Optional<Instant> since() {
    return series.isEmpty() ? Optional.empty() : Optional.of(series.get(0).opened());
  }

  /** The same, read at another time. */
  public RecordedRun at(Instant time) {
    return new RecordedRun(
        run, groups, design, series, stretches, minima, exclusions, changes, time);
  }

  RecordedRun with(Map<Exclusion, Long> all) {
    return new RecordedRun(run, groups, design, series, stretches, minima, all, changes, readAt);
  }

  RecordedRun lookedAt(RunningMinima after) {
    return new RecordedRun(
        run, groups, design, series, stretches, after, exclusions, changes, readAt);
  }
}
