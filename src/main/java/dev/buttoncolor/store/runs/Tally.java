package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.Exclusion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a transaction adds to the counts, found by comparing what is known of each visitor with what
 * it was before. A transaction that is repeated, because the answer to its commit was lost, finds
 * its visitors there and adds nothing.
 *
 * @param buckets the visitors and signups to be added to each
 */
public record Tally(Map<Bucket, long[]> buckets, Map<Excluded, Long> exclusions) {

  public record Bucket(int run, Instant opened, int stretch, String group) {}

  public record Excluded(int run, Exclusion kind) {}

  public Tally() {
    this(new HashMap<>(), new HashMap<>());
  }

  public void add(Run run, VisitorRow before, VisitorRow after) {
    if (!before.isExposed() && after.isExposed()) {
      bucket(run, after.exposedAt(), after)[0]++;
    }
    if (before.signedUpAt() == null && after.signedUpAt() != null) {
      bucket(run, after.signedUpAt(), after)[1]++;
    }
    if (!before.crossedOver() && after.crossedOver()) {
      exclude(run, Exclusion.CROSSOVER, 1);
    }
    if ((before.unexposedSignupAt() == null) != (after.unexposedSignupAt() == null)) {
      exclude(run, Exclusion.SIGNUP_WITHOUT_EXPOSURE, after.unexposedSignupAt() == null ? -1 : 1);
    }
  }

  private long[] bucket(Run run, Instant time, VisitorRow visitor) {
    Bucket bucket = new Bucket(run.id(), run.bucketAt(time), visitor.stretch(), visitor.group());
    return buckets.computeIfAbsent(bucket, key -> new long[2]);
  }

  public void exclude(Run run, Exclusion kind, long times) {
    if (times != 0) {
      exclusions.merge(new Excluded(run.id(), kind), times, Long::sum);
    }
  }

  public boolean isEmpty() {
    return buckets.isEmpty() && exclusions.isEmpty();
  }
}
