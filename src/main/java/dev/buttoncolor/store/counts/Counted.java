package dev.buttoncolor.store.counts;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.database.VisitorRow;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What a transaction adds to the counts, found by comparing each visitor's row with what it was
 * before. A transaction that is repeated, because the answer to its commit was lost, finds its rows
 * there and adds nothing.
 */
public final class Counted {

  /** Which bucket of which group is meant. */
  public record Place(int run, Instant opened, int stretch, String group) {}

  /** What is added to one bucket. */
  public record Bucket(Place place, long visitors, long signups) {

    private Bucket plus(Bucket other) {
      return new Bucket(place, visitors + other.visitors, signups + other.signups);
    }
  }

  private final Map<Place, Bucket> buckets = new HashMap<>();
  private final Map<Exclusions.Key, Long> exclusions = new HashMap<>();

  /** Adds what changed in one visitor's row. */
  public void add(StoredRun run, VisitorRow before, VisitorRow after) {
    if (!before.isExposed() && after.isExposed()) {
      add(new Bucket(place(run, after.group(), after.exposedAt()), 1, 0));
    }
    if (before.signedUpAt() == null && after.signedUpAt() != null) {
      add(new Bucket(place(run, after.group(), after.signedUpAt()), 0, 1));
    }
    exclude(run, Exclusion.CROSSOVER, before.crossedOver(), after.crossedOver());
    exclude(
        run,
        Exclusion.SIGNUP_WITHOUT_EXPOSURE,
        before.unexposedSignupAt() != null,
        after.unexposedSignupAt() != null);
  }

  private static Place place(StoredRun run, String group, Instant time) {
    return new Place(run.id(), run.bucketAt(time), run.stretchAt(time), group);
  }

  private void add(Bucket bucket) {
    buckets.merge(bucket.place(), bucket, Bucket::plus);
  }

  private void exclude(StoredRun run, Exclusion kind, boolean before, boolean after) {
    if (before != after) {
      exclusions.merge(new Exclusions.Key(run.id(), kind), after ? 1L : -1L, Long::sum);
    }
  }

  /** The buckets that change; none where no group's counts do. */
  public Collection<Bucket> buckets() {
    return buckets.values();
  }

  public void write(CountTable table) throws SQLException {
    table.addToBuckets(buckets.values());
    table.addExclusions(exclusions);
  }
}
