package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.Designs.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.numbers.gamma.LogBeta;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceToBeatTest {

  @ParameterizedTest
  @CsvSource({
    "0/1, 1/1",
    "1/1, 0/1",
    "0/20, 20/20",
    "0/20, 0/20",
    "3/10, 250/1000",
    "250/1000, 3/10",
    "120/1000, 118/1000",
    "5000/50000, 12/100",
    "3/1000000, 5/1000000",
    "999995/1000000, 999990/1000000",
    "10000/1000000, 10100/1000000",
  })
  void agreesWithTheExactSum(String control, String treatment) {
    Counts a = parse(control);
    Counts b = parse(treatment);
    assertEquals(exact(a, b), ChanceToBeat.of(a, b).orElseThrow(), 1e-7);
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
