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

  static List<Row> rows() {
    return OperatingTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void wrongDecisionsAndMissingIntervalsStayBelowFivePercent(Row row) {
    Found found = OperatingTable.simulate(row, row.runs());
    System.out.printf(
        "%-44s wrong %.1f %% (%.1f %%)  interval misses %.1f %% (%.1f %%)%n",
        row,
        100 * found.wrongPart(),
        100 * row.wrong(),
        100 * found.missedPart(),
        100 * row.missed());
    assertTrue(found.wrongPart() <= 0.05, found::toString);
    assertTrue(found.missedPart() <= 0.05, found::toString);
    assertAgree(row.wrong(), found.wrongPart(), row.runs());
    assertAgree(row.missed(), found.missedPart(), row.runs());
  }

  /** Both are simulated, each with its own error. */
  private static void assertAgree(double table, double found, int runs) {
    double error = Math.sqrt((table * (1 - table) + found * (1 - found)) / runs);
    assertEquals(table, found, 3 * error);
  }
}
