package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.support.Rendered;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MethodPageTest {

  private final MethodPage workedExample = page(Runs.workedExample());

  /** The worked example, every step with its figures. */
  @Test
  void aComparisonCanBeRecomputedByHand() {
    MethodPage.Worked orange = workedExample.comparisons().get(2);
    assertEquals("Orange (j) against Blue (c)", orange.title());
    assertEquals(
        """
        p_j = x_j / n_j = 180 / 1000 = 0.180000
        p_c = x_c / n_c = 120 / 1000 = 0.120000
        d = p_j - p_c = 0.060000
        q = (x_j + x_c) / (n_j + n_c) = 0.150000
        m = min(n_j, n_c) = 1000, m q = 150.00, m (1-q) = 850.00
        V(0) = q (1-q) (1/n_j + 1/n_c) = 0.000255000
        r = (n_j + n_c) rho2 = 3.174462
        ln E(0) = d^2 / V(0) * r / (2 (1+r)) - ln(1+r) / 2 = 4.653377
        p of this look = min(1, exp(-ln E(0))) = 0.00952937
        smallest p so far: 0.00952937 at looks with d > 0, 1.00000 at looks with d < 0
        adjusted p (Holm) = 0.0285881
        interval from 0.003250 to 0.117378, where ln E(D) = ln(1 / 0.016667) = 4.094345
          D = 0.003250: q_j = 0.151371, q_c = 0.148121, V(D) = 0.000254639, ln E(D) = 4.094345
          D = 0.117378: q_j = 0.217516, q_c = 0.100138, V(D) = 0.000260313, ln E(D) = 4.094345
        lift = p_j / p_c - 1 = 0.500000
          z = sqrt((1+r) / r * (2 ln(1 / 0.016667) + ln(1+r))) = 3.556315
          s = sqrt((1-p_j) / x_j + (1-p_c) / x_c) = 0.109036
          interval: exp(ln(p_j / p_c) -+ z s) - 1 = 0.017856 to 1.210530
        P(rate of j > rate of c) with Beta(1 + x, 1 + n - x) each = 0.999916
        fixed-horizon p = 2 (1 - Phi(|d| / sqrt(p_j (1-p_j) / n_j + p_c (1-p_c) / n_c))) = 0.000162805
        standing: beats
        """,
        orange.steps());
  }

  @Test
  void tooEarlyEndsTheDerivation() {
    Counts few = new Counts(50, 5);
    MethodPage page = page(Runs.fourColors(few, few, few));
    assertTrue(
        page.comparisons().get(0).steps().endsWith("Too early: nothing more is said.\n"),
        page.comparisons().get(0)::steps);
    assertEquals("One of the groups has no visitors yet.\n", page.comparisons().get(2).steps());
  }

  @Test
  void aGroupWithoutASignupHasNoIntervalOfItsLift() {
    MethodPage page = page(Runs.of(new Counts(1000, 120), new Counts(1000, 0)));
    assertTrue(
        page.comparisons().get(0).steps().contains("lift: no interval while a group has no signup"),
        page.comparisons().get(0)::steps);
  }

  @Test
  void sampleRatioHasItsThreeWeights() {
    assertEquals(
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
        """,
        page(Runs.fourColors(
                new Counts(9500, 950),
                new Counts(10_000, 1000),
                new Counts(10_000, 1000),
                new Counts(10_000, 1000)))
            .sampleRatio());
  }

  @Test
  void winnersAreDerivedToo() {
    Counts better = new Counts(1000, 200);
    Counts blue = new Counts(1000, 100);
    MethodPage page = page(Runs.fourColors(blue, better, better, blue));
    assertEquals("Red (j) against Green (c)", page.winners().get(0).title());
    assertTrue(render(workedExample).contains("There are no two winners to compare"));
  }

  @Test
  void pageShowsTheFiguresAndNothingInline() {
    Rendered page = render(workedExample);
    page.assertNothingInline();
    assertTrue(page.contains("rho2 = (-2 ln a + ln(-2 ln a + 1)) / Nstar = 0.001587230920347513"));
    assertTrue(page.contains("M = 3 treatments, control is Blue"));
    assertTrue(page.contains("level = a / M = 0.016667"));
    assertTrue(page.contains("ln E(0) = d^2 / V(0) * r / (2 (1+r)) - ln(1+r) / 2 = 4.653377"));
  }

  @Test
  void theMachinesLocaleChangesNothing() {
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(workedExample, page(Runs.workedExample()));
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  void hostileNamesStayText() {
    String hostile = "</pre><script>alert(1)</script>";
    Counts some = new Counts(1000, 100);
    RecordedRun run = Runs.of(hostile, Mode.EMBEDDED, List.of(Runs.counts(some, hostile, some)));
    Rendered page = render(page(run));
    page.assertNothingInline();
  }

  private static MethodPage page(RecordedRun run) {
    return MethodPage.of(run, Runs.results(run));
  }

  private static Rendered render(MethodPage page) {
    return Rendered.from(output -> JtemethodGenerated.render(output, null, page));
  }
}
