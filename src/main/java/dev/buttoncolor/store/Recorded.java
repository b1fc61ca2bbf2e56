package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.results.SmallestP;
import dev.buttoncolor.results.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the store has committed, at one moment: all of it belongs together.
 *
 * @param series the counts over time, oldest first; at most about 500 buckets
 * @param smallest the smallest p-values at any look so far
 * @param exclusions how often each kind was served and not counted
 */
public record Recorded(List<Bucket> series, SmallestP smallest, Map<Exclusion, Long> exclusions) {

  /** Everybody so far. */
  public Tally tally() {
    return series.isEmpty() ? Tally.EMPTY : series.get(series.size() - 1).tally();
  }

  /** When the first visitor was exposed, to the width of a bucket; empty before. */
  public Optional<Instant> since() {
    return series.isEmpty() ? Optional.empty() : Optional.of(series.get(0).opened());
  }
}
