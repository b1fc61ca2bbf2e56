package dev.buttoncolor.store.runs;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.experiment.Exclusion;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is committed of one run, at one moment.
 *
 * @param design empty while no groups are known, or control is none of them
 * @param series the counts over time, oldest first; at most 128 buckets
 * @param evidence what looks have gathered, those of this moment included if it is a look
 * @param exclusions how often each kind was served and not counted; every kind is there
 */
public record RecordedRun(
    Run run,
    Optional<Design> design,
    List<TimeBucket> series,
    Evidence evidence,
    Map<Exclusion, Long> exclusions,
    Instant readAt) {

  /** How far the counts, from the start of the run on, had come by the end of a time bucket. */
  public record TimeBucket(Instant opened, GroupCounts counts) {}

  public RecordedRun {
    series = List.copyOf(series);
    exclusions = Collections.unmodifiableMap(new EnumMap<>(exclusions));
  }

  /** All groups from the start of the run on. */
  public GroupCounts counts() {
    return series.isEmpty() ? GroupCounts.EMPTY : series.get(series.size() - 1).counts();
  }

  /** When the first visitor was exposed, to the width of a bucket; empty before. */
  public Optional<Instant> since() {
    return series.isEmpty() ? Optional.empty() : Optional.of(series.get(0).opened());
  }

  public RecordedRun at(Instant time) {
    return new RecordedRun(run, design, series, evidence, exclusions, time);
  }

  /** As it is looked at now. Of what looks have found, planned looks count once committed. */
  public RecordedRun lookedAt(Evidence unsaved) {
    Evidence before = evidence.merge(new Evidence(unsaved.minima(), Map.of()));
    Evidence after = design.map(known -> before.after(known, counts())).orElse(before);
    return new RecordedRun(run, design, series, after, exclusions, readAt);
  }

  public Evidence duePlannedLooks() {
    return design.map(known -> evidence.due(known, counts())).orElse(Evidence.NONE);
  }
}
