package dev.buttoncolor.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The outcome of a simulation: what the simulator saw, and what the results pages counted.
 *
 * @param before the page's figures when the simulation began
 * @param pages the figures at the end, one for each server
 */
public record Outcome(PageResults before, Observations seen, List<PageResults> pages) {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /**
   * Waits until the pages have every visitor: what a server counts may reach its results a moment
   * later, and those of another server that shares its store later still.
   *
   * @param patience how long to wait at most; after it the figures are taken as they are
   */
  public static Outcome of(
      List<TargetServer> servers, PageResults before, Observations seen, Duration patience)
      throws SimulationException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      List<PageResults> pages = new ArrayList<>();
      for (TargetServer server : servers) {
        pages.add(server.results());
      }
      Outcome outcome = new Outcome(before, seen, pages);
      if (outcome.each(Surplus::isComplete) || System.nanoTime() - start > patience.toNanos()) {
        return outcome;
      }
      // The page is another process's: over HTTP there is nothing to wait on but a later answer.
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  /** The page that is shown; {@link #agrees()} tells whether the others say the same. */
  PageResults page() {
    return pages.get(0);
  }

  /** Whether each page has grown by exactly those whom the simulator saw. */
  boolean agrees() {
    return each(Surplus::isNone);
  }

  /** How much more a group's page has gained than the simulator saw of the group. */
  private record Surplus(long visitors, long signups, long undecided) {
    boolean isComplete() {
      return visitors >= 0 && signups >= undecided;
    }

    boolean isNone() {
      return visitors == 0 && 0 <= signups && signups <= undecided;
    }
  }

  private boolean each(Predicate<Surplus> condition) {
    return pages.stream()
        .flatMap(page -> before.names().stream().map(group -> surplus(page, group)))
        .allMatch(condition);
  }

  private Surplus surplus(PageResults page, String group) {
    PageResults.Group was = before.of(group);
    PageResults.Group is = page.of(group);
    return new Surplus(
        is.visitors() - was.visitors() - seen.visitors().getOrDefault(group, 0L),
        is.signups() - was.signups() - seen.signups().getOrDefault(group, 0L),
        seen.undecided().getOrDefault(group, 0L));
  }
}
