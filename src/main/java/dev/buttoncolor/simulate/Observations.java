package dev.buttoncolor.simulate;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What the simulator itself saw happen, counted by many threads.
 *
 * @param visitors of each group, those whose visit the page said it counts
 * @param signups of each group, those whose signup the page said it counts
 * @param undecided of each group, signups of which the page did not know yet whether it counts them
 * @param exclusions by what it was: answers that the page does not count
 * @param failures by what went wrong: requests without an answer, or without one that can be used
 */
public record Observations(
    Map<String, Long> visitors,
    Map<String, Long> signups,
    Map<String, Long> undecided,
    Map<String, Long> exclusions,
    Map<String, Long> failures) {

  Observations() {
    this(none(), none(), none(), none(), none());
  }

  private static Map<String, Long> none() {
    return new ConcurrentSkipListMap<>();
  }

  static void count(Map<String, Long> kind, String what) {
    kind.merge(what, 1L, Long::sum);
  }

  static long total(Map<String, Long> kind) {
    return kind.values().stream().mapToLong(Long::longValue).sum();
  }
}
