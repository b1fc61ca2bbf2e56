package dev.buttoncolor.analysis;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holm's adjustment for several tests at once: the chance of any wrong decision among them stays at
 * the level, whichever of the hypotheses are true.
 *
 * <p>S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6 (1979).
 */
public final class Holm {

  private Holm() {}

  /**
   * The adjusted p-values: the smallest times the number of them, the next times one less, and so
   * on, none below the one before and none above 1.
   *
   * @param pValues by what they belong to
   */
  public static <T> Map<T, Double> adjusted(Map<T, Double> pValues) {
    List<Map.Entry<T, Double>> ascending =
        pValues.entrySet().stream()
            .sorted(Comparator.comparingDouble(Map.Entry<T, Double>::getValue))
            .toList();
    Map<T, Double> adjusted = new LinkedHashMap<>();
    double floor = 0;
    int left = ascending.size();
    for (Map.Entry<T, Double> one : ascending) {
      floor = Math.max(floor, Math.min(1, left * one.getValue()));
      adjusted.put(one.getKey(), floor);
      left--;
    }
    return adjusted;
  }
}
