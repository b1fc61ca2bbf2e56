package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.RestrictedRates;
import dev.buttoncolor.analysis.SampleRatioSequence;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Winners;
import dev.buttoncolor.store.runs.RecordedRun;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What {@code method.jte} shows: every formula with the figures of this moment, so that a reader
 * can recompute the results page by hand.
 *
 * @param comparisons each treatment against control
 * @param winners each pair of the treatments that beat control
 * @param sampleRatio the test of the groups' sizes
 */
record MethodPage(
    Results results, List<Worked> comparisons, List<Worked> winners, String sampleRatio) {

  /**
   * A comparison with its figures.
   *
   * @param title {@code Orange (j) against Blue (c)}
   * @param steps from the counts to the figures, a line each
   */
  record Worked(String title, String steps) {}

  static MethodPage of(RecordedRun recorded, Results results) {
    GroupCounts counts = recorded.counts();
    double level = Winners.level(results.winners().comparisons().size());
    return new MethodPage(
        results,
        results.compared().stream()
            .map(
                group ->
                    worked(
                        group.group(), group.comparison().get(), counts, results, results.level()))
            .toList(),
        results.winners().comparisons().stream()
            .map(pair -> worked(pair.group(), pair.comparison(), counts, results, level))
            .toList(),
        sampleRatio(recorded.stretches(), results.sampleRatio().pValue()));
  }

  private static Worked worked(
      String group, Comparison comparison, GroupCounts counts, Results results, double level) {
    return new Worked(
        "%s (j) against %s (c)".formatted(group, comparison.against()),
        comparison.difference().isEmpty()
            ? "One of the groups has no visitors yet.\n"
            : steps(
                comparison,
                counts.of(comparison.against()),
                counts.of(group),
                results.plannedVisitors(),
                level));
  }

  private static String steps(
      Comparison comparison, Counts control, Counts treatment, long plannedVisitors, double level) {
    MixtureSequence sequence = new MixtureSequence(control, treatment, plannedVisitors);
    String rates = rates(sequence, control, treatment);
    return comparison.isKnown()
        ? rates
            + evidence(sequence, comparison)
            + interval(sequence, comparison, control, treatment, level)
            + lift(sequence, comparison, control, treatment, level)
            + described(comparison)
        : rates + "Too early: nothing more is said.\n";
  }

  private static String rates(MixtureSequence sequence, Counts control, Counts treatment) {
    double pooled = control.plus(treatment).rate().getAsDouble();
    long smaller = MinimumSample.smaller(control, treatment);
    return lines(
        """
        p_j = x_j / n_j = %d / %d = %.6f
        p_c = x_c / n_c = %d / %d = %.6f
        d = p_j - p_c = %.6f
        q = (x_j + x_c) / (n_j + n_c) = %.6f
        m = min(n_j, n_c) = %d, m q = %.2f, m (1-q) = %.2f
        """,
        treatment.signups(),
        treatment.visitors(),
        treatment.rate().getAsDouble(),
        control.signups(),
        control.visitors(),
        control.rate().getAsDouble(),
        sequence.difference(),
        pooled,
        smaller,
        smaller * pooled,
        smaller * (1 - pooled));
  }

  private static String evidence(MixtureSequence sequence, Comparison comparison) {
    return lines(
        """
        V(0) = q (1-q) (1/n_j + 1/n_c) = %.9f
        r = (n_j + n_c) rho2 = %.6f
        ln E(0) = d^2 / V(0) * r / (2 (1+r)) - ln(1+r) / 2 = %.6f
        p of this look = min(1, exp(-ln E(0))) = %.6g
        smallest p so far: %.6g at looks with d > 0, %.6g at looks with d < 0
        adjusted p (Holm) = %.6g
        """,
        sequence.variance(0),
        sequence.r(),
        sequence.logEvidence(0),
        sequence.p(),
        comparison.pAbove(),
        comparison.pBelow(),
        comparison.adjustedPValue());
  }

  private static String interval(
      MixtureSequence sequence,
      Comparison comparison,
      Counts control,
      Counts treatment,
      double level) {
    double low = comparison.low().getAsDouble();
    double high = comparison.high().getAsDouble();
    return lines(
            "interval from %.6f to %.6f, where ln E(D) = ln(1 / %.6f) = %.6f\n",
            low, high, level, -Math.log(level))
        + end(sequence, control, treatment, low)
        + end(sequence, control, treatment, high);
  }

  private static String end(
      MixtureSequence sequence, Counts control, Counts treatment, double difference) {
    RestrictedRates rates = RestrictedRates.of(control, treatment, difference);
    return lines(
        "  D = %.6f: q_j = %.6f, q_c = %.6f, V(D) = %.9f, ln E(D) = %.6f\n",
        difference,
        rates.treatment(),
        rates.control(),
        sequence.variance(difference),
        sequence.logEvidence(difference));
  }

  private static String lift(
      MixtureSequence sequence,
      Comparison comparison,
      Counts control,
      Counts treatment,
      double level) {
    if (comparison.liftLow().isEmpty()) {
      return "lift: no interval while a group has no signup\n";
    }
    double variance =
        (1 - treatment.rate().getAsDouble()) / treatment.signups()
            + (1 - control.rate().getAsDouble()) / control.signups();
    return lines(
        """
        lift = p_j / p_c - 1 = %.6f
          z = sqrt((1+r) / r * (2 ln(1 / %.6f) + ln(1+r))) = %.6f
          s = sqrt((1-p_j) / x_j + (1-p_c) / x_c) = %.6f
          interval: exp(ln(p_j / p_c) -+ z s) - 1 = %.6f to %.6f
        """,
        comparison.lift().getAsDouble(),
        level,
        sequence.standardErrors(level),
        Math.sqrt(variance),
        comparison.liftLow().getAsDouble(),
        comparison.liftHigh().getAsDouble());
  }

  private static String described(Comparison comparison) {
    return lines(
        """
        P(rate of j > rate of c) with Beta(1 + x, 1 + n - x) each = %s
        fixed-horizon p = 2 (1 - Phi(|d| / sqrt(p_j (1-p_j) / n_j + p_c (1-p_c) / n_c))) = %s
        standing: %s
        """,
        figure(comparison.chanceToBeat()),
        figure(comparison.fixedHorizonPValue()),
        comparison.standing().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String sampleRatio(List<Stretch> stretches, double smallest) {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      steps.append(lines("stretch %d of constant shares:\n", i + 1));
      stretch
          .shares()
          .forEach(
              (group, share) ->
                  steps.append(
                      lines(
                          "  %s: q_i = %.6f, n_i = %d\n",
                          group, share, stretch.visitorsOf(group))));
    }
    Map<Double, Double> factors = SampleRatioSequence.logBayesFactors(stretches);
    factors.forEach((weight, log) -> steps.append(lines("ln BF_%.0f = %.6f\n", weight, log)));
    return steps
        + lines(
            """
            p of this look = min(1, 3 / (BF_100 + BF_1000 + BF_10000)) = %.6g
            smallest p so far = %.6g
            """,
            SampleRatioSequence.p(factors), smallest);
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? lines("%.6g", value.getAsDouble()) : "not known";
  }

  private static String lines(String template, Object... figures) {
    return String.format(Locale.ROOT, template, figures);
  }
}
