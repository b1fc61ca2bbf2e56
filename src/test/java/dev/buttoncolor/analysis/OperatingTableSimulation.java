package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.OperatingTable.Found;
import dev.buttoncolor.analysis.OperatingTable.Row;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole operating table, which the profile {@code simulations} runs: {@code -Druns} of each
 * row, 10,000 unless set, which take about an hour. They are seeded, so that the same program gives
 * the same figures.
 */
class OperatingTableSimulation {

  private static final int RUNS = Integer.getInteger("runs", 10_000);

  /** How far two simulations may be apart, of which one had 10,000 runs and the other this many. */
  private static final double AGREEMENT = 0.008 * Math.sqrt(Math.max(1, 10_000.0 / RUNS));

  static List<Row> rows() {
    return OperatingTable.rows();
  }

  static List<Row> powerRows() {
    return OperatingTable.powerRows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void wrongDecisionsAndMissingIntervalsStayBelowFivePercent(Row row) {
    Found found = simulate(row);
    assertTrue(found.wrong() <= 0.05, found::toString);
    assertTrue(found.missed() <= 0.05, found::toString);
    assertEquals(row.wrong(), found.wrong(), AGREEMENT);
    assertEquals(row.missed(), found.missed(), AGREEMENT);
    if (row.rates().truth(row.shares().get(0).size() - 1) != 0) {
      assertEquals(row.byTheEnd(), found.byTheEnd(), AGREEMENT);
    }
  }

  @ParameterizedTest
  @MethodSource("powerRows")
  void findsWhatThePlanPromises(Row row) {
    Found found = simulate(row);
    assertEquals(row.byThePlan(), found.byThePlan(), 1.25 * AGREEMENT);
    assertEquals(row.byTheEnd(), found.byTheEnd(), 1.25 * AGREEMENT);
  }

  private static Found simulate(Row row) {
    Found found = OperatingTable.simulate(row, RUNS);
    System.out.printf(
        "%-64s wrong %.1f %% (%.1f)  misses %.1f %% (%.1f)  finds %.1f, %.1f %% (%.0f, %.0f)%n",
        row,
        100 * found.wrong(),
        100 * row.wrong(),
        100 * found.missed(),
        100 * row.missed(),
        100 * found.byThePlan(),
        100 * found.byTheEnd(),
        100 * row.byThePlan(),
        100 * row.byTheEnd());
    return found;
  }
}
