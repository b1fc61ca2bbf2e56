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
  private static final int WARM_UPS = 5;

  /** More signups a second than any machine at hand commits. */
  private static final int SIGNUPS_PER_SECOND = 30_000;

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

  /** How many visitors must be there, for each signup of these rounds to be another's. */
  static int signups(Settings settings, boolean withTimes) {
    long seconds =
        WARM_UPS * settings.warmUp().toSeconds()
            + (withTimes ? 2L : 1L) * settings.rounds() * settings.window().toSeconds();
    return (int) (seconds * SIGNUPS_PER_SECOND);
  }

  /** Prints the same pages of two servers, measured in turn, side by side. */
  static void compare(
      String title, Settings settings, String one, List<Page> ofOne, String other, List<Page> pages)
      throws Exception {
    List<Page> inTurn = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      inTurn.addAll(List.of(ofOne.get(i), pages.get(i)));
    }
    Rounds rounds = of(inTurn, settings, false);
    Table table =
        new Table("page", "requests/s " + one, other, "x", "processor µs " + one, other, "x");
    for (int i = 0; i < pages.size(); i++) {
      Page before = ofOne.get(i);
      Page after = pages.get(i);
      table.row(
          before.name(),
          "%,.0f".formatted(rounds.perSecond(before)),
          "%,.0f".formatted(rounds.perSecond(after)),
          "%.2f".formatted(rounds.perSecond(after) / rounds.perSecond(before)),
          "%.1f".formatted(rounds.processorMicros(before)),
          "%.1f".formatted(rounds.processorMicros(after)),
          "%.2f".formatted(rounds.processorMicros(after) / rounds.processorMicros(before)));
    }
    table.print(title + ", " + settings);
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
