package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.OperatingTable.Found;
import dev.buttoncolor.analysis.OperatingTable.Row;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A few runs of some rows of {@link OperatingTableSimulation}, which holds all of them to the
 * promise: enough to notice a rule that errs in a fifth of runs.
 */
class OperatingTableTest {

  private static final int RUNS = 40;

  static List<Row> rows() {
    List<Row> all = OperatingTable.rows();
    return List.of(all.get(2), all.get(9), all.get(14));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void errsNoMoreOftenThanASecondImplementation(Row row) {
    Found found = OperatingTable.simulate(row, RUNS);
    assertTrue(found.wrong() <= row.wrong() + fourErrors(row.wrong()), found::toString);
    assertTrue(found.missed() <= row.missed() + fourErrors(row.missed()), found::toString);
  }

  private static double fourErrors(double part) {
    return 4 * Math.sqrt(part * (1 - part) / RUNS);
  }
}
