package dev.buttoncolor.statsig;

import java.util.List;

/**
 * How the assigning of visitors is doing.
 *
 * @param ready whether visitors can be served: specs are known, and an evaluation succeeds
 * @param detail what the experiment is doing, or why visitors cannot be served
 * @param degraded what is not as it should be while visitors are served, a clause each
 */
public record StatsigStatus(boolean ready, String detail, List<String> degraded) {

  /** Keeps a copy. */
  public StatsigStatus {
    degraded = List.copyOf(degraded);
  }
}
