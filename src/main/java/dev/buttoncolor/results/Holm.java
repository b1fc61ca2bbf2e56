package dev.buttoncolor.results;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holm's correction for several comparisons at once: the chance of any false winner among them
 * stays at the level, whichever of them truly differ.
 *
 * <p>S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6 (1979).
 */
final class Holm {

  private Holm() {}

  /**
   * The adjusted p-values: the smallest times the number of them, the next times one less, and so
   * on, none below the one before and none above 1.
   */
  static Map<String, Double> adjusted(Map<String, Double> pValues) {
    List<Map.Entry<String, Double>> ascending =
        pValues.entrySet().stream()
            .sorted(Comparator.comparingDouble(Map.Entry<String, Double>::getValue))
            .toList();
    Map<String, Double> adjusted = new LinkedHashMap<>();
    double floor = 0;
    int left = ascending.size();
    for (Map.Entry<String, Double> one : ascending) {
      floor = Math.max(floor, Math.min(1, left * one.getValue()));
      adjusted.put(one.getKey(), floor);
      left--;
    }
    return adjusted;
  }
}
