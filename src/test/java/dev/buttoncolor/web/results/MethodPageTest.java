package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.support.Rendered;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every formula of {@code method.jte} with its figures. */
class MethodPageTest {

  private static String text(RecordedRun run) {
    return Rendered.from(output -> JtemethodGenerated.render(output, null, run, Runs.results(run)))
        .html()
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }

  private static void assertHas(String text, RecordedRun run) {
    String page = text(run);
    assertTrue(page.contains(text), page);
  }

  @Test
  void aComparisonCanBeRecomputed() {
    assertHas(
        """
        <h3>Orange (j) against Blue (c)</h3>
        <pre tabindex="0" role="region" aria-label="Orange (j) against Blue (c)">
        x_j/n_j = 180/1000, x_c/n_c = 120/1000, w = n_j n_c / (n_j + n_c) = 500.000000, q = 0.150000
        W = sum w_s = 500.000000, N = 4 W = 2000.000000
        d = sum w_s (p_js - p_cs) / W = 0.060000000
        gate: the smaller group has 1000, sum min(n_js, n_cs) q_s = 150.00, the same of 1-q_s = 850.00
        V(0) = sum w_s^2 q_s (1-q_s) (1/n_js + 1/n_cs) / W^2 = 0.000255000000
        watching: r = N rho2 = 3.174462
          ln E(0) = d^2 / V(0) * r / (2 (1+r)) - ln(1+r) / 2 = 4.653377
          p of this look = min(1, exp(-ln E(0))) = 0.00952937
          smallest p so far: 0.00952937 at looks with d > 0, 1.00000 at looks with d < 0
        combined p = min(1, smallest p / 0.3, p of the planned look / 0.7): above 0.0317646, below 1.00000
        adjusted p (Holm, of the smaller) = 0.0952937
        watching: all D with ln E(D) < ln(1 / 0.005000) = 5.298317
        shown: from -0.003555 to 0.124318
          D = -0.003555: q_js and q_cs = 0.148532 and 0.152087, V(D) = 0.000255426578, ln E(D) = 5.298317
          D = 0.124318: q_js and q_cs = 0.222540 and 0.098222, V(D) = 0.000261590235, ln E(D) = 5.298317
        lift = sum w_s p_js / sum w_s p_cs - 1 = 0.500000, shown: from -0.0229819 to 1.31090
        cautious guess = d r / (1+r) = 0.0456269
        P(rate of j > rate of c) with Beta(1 + x, 1 + n - x) each = 0.999916
        fixed-horizon p = 2 (1 - Phi(|d| / sqrt(V with the observed rates))) = 0.000162805
        standing: open
        </pre>
        """,
        Runs.workedExample());
  }

  @Test
  void plannedLookIsDerivedFromItsOwnCounts() {
    RecordedRun run = Runs.fourColors(Map.of(), Designs.plannedLook());
    assertHas(
        """
        planned look, with the counts that it found:
          x_j/n_j = 290/2500, x_c/n_c = 300/2500, w = n_j n_c / (n_j + n_c) = 1250.000000, q = 0.118000
          d = -0.004000000, z = d / sqrt(V(0)) = -0.438369
          p = 2 (1 - Phi(|z|)) = 0.661119
          interval: |d-D| / sqrt(V(D)) < z_(1 - 0.7 level / 2) = 2.522069
        """,
        run);
    assertHas("standing: no difference; delta of the plan = 0.0326065\n", run);
  }

  @Test
  void eachStretchHasALine() {
    RecordedRun run = Runs.of("Green", Mode.EMBEDDED, List.of(Runs.stretches()));
    assertHas(">\nx_j/n_j = 112/1000, x_c/n_c = 900/9000, w", run);
    assertHas("\nx_j/n_j = 425/2500, x_c/n_c = 375/2500, w", run);
    assertHas("stretch 2 of constant shares:\n", run);
  }

  @Test
  void tooEarlyEndsTheDerivation() {
    Counts few = new Counts(50, 5);
    RecordedRun run = Runs.fourColors(few, few, few);
    assertHas("the same of 1-q_s = 45.00\nToo early: nothing more is said.\n</pre>", run);
    assertHas(">\nNo stretch has visitors of both groups yet.\n</pre>", run);
  }

  @Test
  void sampleRatioHasItsThreeWeightsAndTheChiSquare() {
    Counts even = new Counts(10_000, 1000);
    assertHas(
        """
        stretch 1 of constant shares:
          Blue: q_i = 0.250000, n_i = 9500
          Green: q_i = 0.250000, n_i = 10000
          Red: q_i = 0.250000, n_i = 10000
          Orange: q_i = 0.250000, n_i = 10000
        ln BF_100 = 0.567106
        ln BF_1000 = 3.784442
        ln BF_10000 = 5.228820
        p of this look = min(1, 3 / (BF_100 + BF_1000 + BF_10000)) = 0.0129117
        smallest p so far = 0.0129117
        chi-square = sum over stretches and groups (n_i - n q_i)^2 / (n q_i), p = 0.000275051
        """,
        Runs.fourColors(new Counts(9500, 950), even, even, even));
  }

  @Test
  void winnersAreDerivedToo() {
    Counts better = new Counts(1000, 200);
    Counts blue = new Counts(1000, 100);
    assertHas("<h3>Red (j) against Green (c)</h3>", Runs.fourColors(blue, better, better, blue));
    assertHas("There are no two winners to compare", Runs.workedExample());
  }

  @Test
  void theMachinesLocaleChangesNothing() {
    Locale machine = Locale.getDefault();
    String expected = text(Runs.workedExample());
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, text(Runs.workedExample()));
    } finally {
      Locale.setDefault(machine);
    }
  }
}
