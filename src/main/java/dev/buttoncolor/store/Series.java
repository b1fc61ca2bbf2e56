package dev.buttoncolor.store;

import dev.buttoncolor.results.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts over time, in buckets that double their width whenever there get to be more than
 * {@value #MAX_BUCKETS}: a run of a minute is drawn by the second and one of a month by the hour,
 * at the same cost. Immutable.
 *
 * @param width how long a bucket is
 * @param buckets oldest first; cumulative, so a merged pair is simply its later half
 */
record Series(Duration width, List<Bucket> buckets) {

  static final int MAX_BUCKETS = 500;

  /** No time has passed, and a second is the finest a chart can use. */
  static final Series EMPTY = new Series(Duration.ofSeconds(1), List.of());

  Series {
    buckets = List.copyOf(buckets);
  }

  /** The counts at the end of the last bucket. */
  Tally tally() {
    return buckets.isEmpty() ? Tally.EMPTY : last().tally();
  }

  Bucket last() {
    return buckets.get(buckets.size() - 1);
  }

  /** Whether a time is behind the last bucket, which is then closed. */
  boolean isClosedAt(Instant time) {
    return buckets.isEmpty() || !time.isBefore(last().opened().plus(width));
  }

  /** This series with new counts at a time that is not before the last bucket. */
  Series with(Instant time, Tally tally) {
    List<Bucket> all = new ArrayList<>(buckets);
    if (!isClosedAt(time)) {
      all.remove(all.size() - 1);
    }
    all.add(
        new Bucket(buckets.isEmpty() || isClosedAt(time) ? open(time) : last().opened(), tally));
    Series next = new Series(width, all);
    while (next.buckets().size() > MAX_BUCKETS) {
      next = next.widened(); // once is not enough where the buckets lie far apart
    }
    return next;
  }

  private Instant open(Instant time) {
    return Instant.ofEpochMilli(
        Math.floorDiv(time.toEpochMilli(), width.toMillis()) * width.toMillis());
  }

  private Series widened() {
    Series wider = new Series(width.multipliedBy(2), List.of());
    List<Bucket> merged = new ArrayList<>();
    for (Bucket bucket : buckets) {
      Instant opened = wider.open(bucket.opened());
      if (!merged.isEmpty() && merged.get(merged.size() - 1).opened().equals(opened)) {
        merged.remove(merged.size() - 1);
      }
      merged.add(new Bucket(opened, bucket.tally()));
    }
    return new Series(wider.width, merged);
  }
}
