package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.OperatingTable.Found;
import dev.buttoncolor.analysis.OperatingTable.Row;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole operating table, which the profile {@code simulations} runs. */
class OperatingTableSimulation {

  private static final int RUNS = 10_000;

  /** How far two simulations of so many runs may be apart. */
  private static final double AGREEMENT = 0.008;

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
    assertEquals(row.byThePlan(), found.byThePlan(), 0.01);
    assertEquals(row.byTheEnd(), found.byTheEnd(), 0.01);
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
