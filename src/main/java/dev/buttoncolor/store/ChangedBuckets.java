package dev.buttoncolor.store;

import dev.buttoncolor.store.counts.Counted;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bucket of each run in which its counts last changed, until it was looked at. */
final class ChangedBuckets {

  private final Map<Integer, Instant> closing = new HashMap<>(); // by the run's key

  /** Takes note of a bucket that has changed. */
  void add(Runs runs, Counted.Bucket bucket) {
    StoredRun run = runs.ofId(bucket.place().run());
    Instant closes = bucket.place().opened().plus(run.bucketWidth());
    closing.merge(run.id(), closes, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** The keys of the runs whose bucket has closed by now. */
  List<Integer> closedAt(Instant now) {
    return closing.entrySet().stream()
        .filter(run -> !now.isBefore(run.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  void remove(int run) {
    closing.remove(run);
  }
}
