package dev.buttoncolor.bench;

import dev.buttoncolor.bench.Load.Capacity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Pages measured in turn, several times over, and the medians of that. */
final class Rounds {
  /** So often is every page warmed up: by then the compiler has finished with all of them. */
  static final int WARM_UPS = 5;

  private final Map<Page, List<Capacity>> capacities = new LinkedHashMap<>();
  private final Map<Page, List<Histogram>> times = new LinkedHashMap<>();

  private Rounds() {}

  /**
   * Warms every page up, then measures each once in every round.
   *
   * @param withTimes whether to measure, after a page's capacity, how long it takes at a quarter of
   *     that: at half, the load generator takes the processors from the server
   */
  static Rounds of(List<Page> pages, Settings settings, boolean withTimes) throws Exception {
    Rounds rounds = new Rounds();
    for (int i = 0; i < WARM_UPS; i++) {
      for (Page page : pages) {
        Load.asFastAsItAnswers(page, settings.warmUp());
      }
    }
    for (int round = 0; round < settings.rounds(); round++) {
      for (Page page : pages) {
        Capacity capacity = Load.asFastAsItAnswers(page, settings.window());
        rounds.capacities.computeIfAbsent(page, p -> new ArrayList<>()).add(capacity);
        if (withTimes) {
          rounds
              .times
              .computeIfAbsent(page, p -> new ArrayList<>())
              .add(Load.atRate(page, capacity.perSecond() / 4, settings.window()));
        }
      }
    }
    return rounds;
  }

  double perSecond(Page page) {
    return median(capacities.get(page), Capacity::perSecond);
  }

  double processorMicros(Page page) {
    return median(capacities.get(page), Capacity::processorMicros);
  }

  double milliseconds(Page page, double percentile) {
    return median(times.get(page), all -> all.getValueAtPercentile(percentile) / 1e6);
  }

  static <T> double median(List<T> measured, ToDoubleFunction<T> figure) {
    double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
