package dev.buttoncolor.simulate;

import java.time.Duration;
import java.util.List;

/**
 * A run beside what the page made of it.
 *
 * @param before the page's figures when the run began
 * @param seen what the simulator itself saw
 * @param after the page's figures at the end
 */
public record Outcome(PageResults before, Tally seen, PageResults after) {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /**
   * Waits until the page has everybody: what it counts may reach its results a moment later.
   *
   * @param patience how long to wait at most; after it the figures are taken as they are
   */
  public static Outcome of(Site site, PageResults before, Tally seen, Duration patience)
      throws RunFailedException, InterruptedException {
    long start = System.nanoTime();
    Outcome outcome = new Outcome(before, seen, site.results());
    while (!outcome.isComplete() && System.nanoTime() - start < patience.toNanos()) {
      // The page is another process's: over HTTP there is nothing to wait on but a later answer.
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      outcome = new Outcome(before, seen, site.results());
    }
    return outcome;
  }

  List<String> groups() {
    return before.names();
  }

  /** Whether the page has grown by everybody whom the simulator saw, or by more. */
  private boolean isComplete() {
    return groups().stream().allMatch(group -> missing(group).stream().allMatch(n -> n <= 0));
  }

  /** Whether the page has grown by exactly those whom the simulator saw. */
  boolean agrees() {
    return groups().stream().allMatch(group -> missing(group).stream().allMatch(n -> n == 0));
  }

  /** How many visitors and signups the simulator saw beyond those that the page gained. */
  private List<Long> missing(String group) {
    Tally.Count ours = seen.of(group);
    PageResults.Group was = before.of(group);
    PageResults.Group is = after.of(group);
    return List.of(
        ours.visitors() - (is.visitors() - was.visitors()),
        ours.signups() - (is.signups() - was.signups()));
  }
}
