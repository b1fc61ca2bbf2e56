package dev.buttoncolor.store.runs;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Group;
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
 * @param design what is compared with what; empty while no groups are known, or control is none of
 *     them
 * @param series the counts over time, oldest first; at most 128 buckets
 * @param stretches the visitors by stretches of constant shares, in the order in which these came
 * @param minima the running minima of the p-values, those of this moment included if it is a look
 * @param exclusions how often each kind was served and not counted; every kind is there
 * @param readAt when this was so
 */
public record RecordedRun(
    Run run,
    Optional<Design> design,
    List<TimeBucket> series,
    List<Stretch> stretches,
    RunningMinima minima,
    Map<Exclusion, Long> exclusions,
    Instant readAt) {

  public RecordedRun {
    series = List.copyOf(series);
    stretches = List.copyOf(stretches);
    exclusions = Collections.unmodifiableMap(new EnumMap<>(exclusions));
  }

  /** The groups as the last spec document that held them had them, in its order. */
  public List<Group> groups() {
    return run.groups();
  }

  /** What changed during the run, oldest first. */
  public List<Change> changes() {
    return run.changes();
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
    return new RecordedRun(run, design, series, stretches, minima, exclusions, time);
  }

  /**
   * This moment as one at which a person looks.
   *
   * @param unsaved the minima of looks that are not committed yet
   */
  public RecordedRun lookedAt(RunningMinima unsaved) {
    RunningMinima before = minima.merge(unsaved);
    RunningMinima after =
        design.map(known -> before.after(known, counts(), stretches)).orElse(before);
    return new RecordedRun(run, design, series, stretches, after, exclusions, readAt);
  }
}
