package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.OperatingTable.Found;
import dev.buttoncolor.analysis.OperatingTable.Row;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of the runs of {@link OperatingTableSimulation}, which holds them to the whole promise.
 */
class OperatingTableTest {

  private static final int RUNS = 150;

  static List<Row> rows() {
    return OperatingTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void errsNoMoreOftenThanASecondImplementation(Row row) {
    Found found = OperatingTable.simulate(row, RUNS);
    assertTrue(found.wrongPart() <= row.wrong() + threeErrors(row.wrong()), found::toString);
    assertTrue(found.missedPart() <= row.missed() + threeErrors(row.missed()), found::toString);
  }

  private static double threeErrors(double part) {
    return 3 * Math.sqrt(part * (1 - part) / RUNS);
  }
}
