package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.numbers.gamma.LogBeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceToBeatTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, 1",
    "1, 1, 1, 0",
    "20, 0, 20, 20",
    "20, 0, 20, 0",
    "10, 3, 1000, 250",
    "1000, 250, 10, 3",
    "1000, 120, 1000, 118",
    "50000, 5000, 100, 12",
    "1000000, 3, 1000000, 5",
    "1000000, 10000, 1000000, 10100",
  })
  void agreesWithTheExactSum(long n, long x, long m, long y) {
    Counts control = new Counts(n, x);
    Counts treatment = new Counts(m, y);
    assertEquals(
        exact(control, treatment), ChanceToBeat.of(control, treatment).orElseThrow(), 1e-7);
  }

  @Test
  void countingThoseWhoDidNotSignUpTurnsTheChanceAround() {
    double above =
        ChanceToBeat.of(new Counts(1_000_000, 999_995), new Counts(1_000_000, 999_990))
            .orElseThrow();
    double below =
        ChanceToBeat.of(new Counts(1_000_000, 5), new Counts(1_000_000, 10)).orElseThrow();
    assertEquals(1, above + below, 1e-7);
    assertTrue(above < 0.2, () -> "chance " + above);
  }

  @Test
  void unknownWithoutVisitors() {
    assertTrue(ChanceToBeat.of(Counts.EMPTY, new Counts(10, 5)).isEmpty());
    assertTrue(ChanceToBeat.of(new Counts(10, 5), Counts.EMPTY).isEmpty());
  }

  /**
   * The finite sum for whole numbers, whose length grows with the signups: P(B > A) = sum over i
   * below a_B of exp(lnB(a_A + i, b_A + b_B) - ln(b_B + i) - lnB(1 + i, b_B) - lnB(a_A, b_A)).
   */
  private static double exact(Counts control, Counts treatment) {
    double a = control.signups() + 1.0;
    double b = control.visitors() - control.signups() + 1.0;
    double d = treatment.visitors() - treatment.signups() + 1.0;
    double constant = LogBeta.value(a, b);
    double sum = 0;
    for (double i = 0; i <= treatment.signups(); i++) {
      sum +=
          Math.exp(
              LogBeta.value(a + i, b + d) - Math.log(d + i) - LogBeta.value(1 + i, d) - constant);
    }
    return sum;
  }
}
