package dev.buttoncolor.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcome of a simulation: what the simulator saw, and what the results pages counted.
 *
 * @param before the page's figures when the simulation began
 * @param seen what the simulator itself saw
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
    Outcome outcome = new Outcome(before, seen, look(servers));
    while (!outcome.isComplete() && System.nanoTime() - start < patience.toNanos()) {
      // The page is another process's: over HTTP there is nothing to wait on but a later answer.
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      outcome = new Outcome(before, seen, look(servers));
    }
    return outcome;
  }

  private static List<PageResults> look(List<TargetServer> servers)
      throws SimulationException, InterruptedException {
    List<PageResults> pages = new ArrayList<>();
    for (TargetServer server : servers) {
      pages.add(server.results());
    }
    return pages;
  }

  /** The page that is shown; {@link #agrees()} tells whether the others say the same. */
  PageResults page() {
    return pages.get(0);
  }

  List<String> groups() {
    return before.names();
  }

  /** Whether each page has grown by every visitor and signup that may be, or by more. */
  private boolean isComplete() {
    return each(
        (ours, visitors, signups) ->
            visitors >= ours.visitors() && signups >= ours.signups() + ours.undecided());
  }

  /** Whether each page has grown by exactly those whom the simulator saw. */
  boolean agrees() {
    return each(
        (ours, visitors, signups) ->
            visitors == ours.visitors()
                && signups >= ours.signups()
                && signups <= ours.signups() + ours.undecided());
  }

  /** What a group's page has gained, held against what the simulator saw of the group. */
  private interface Comparison {
    boolean holds(Observations.GroupTotals ours, long visitors, long signups);
  }

  private boolean each(Comparison comparison) {
    return pages.stream()
        .allMatch(page -> groups().stream().allMatch(group -> holds(comparison, page, group)));
  }

  private boolean holds(Comparison comparison, PageResults page, String group) {
    PageResults.Group was = before.of(group);
    PageResults.Group is = page.of(group);
    return comparison.holds(
        seen.of(group), is.visitors() - was.visitors(), is.signups() - was.signups());
  }
}
