package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.PlannedLook;
import dev.buttoncolor.analysis.RestrictedRates;
import dev.buttoncolor.analysis.SampleRatioSequence;
import dev.buttoncolor.analysis.ScoreTest;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.store.runs.RecordedRun;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What {@code method.jte} shows: every formula with the figures of this moment, so that a reader
 * can recompute the results page.
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
    return new MethodPage(
        results,
        results.compared().stream()
            .map(
                one ->
                    worked(one.group(), one.comparison().orElseThrow(), recorded, results.level()))
            .toList(),
        results.winners().comparisons().stream()
            .map(
                pair ->
                    worked(
                        pair.group(),
                        pair.comparison(),
                        recorded,
                        Design.level(results.winners().comparisons().size())))
            .toList(),
        sampleRatio(recorded.counts().stretches(), results));
  }

  private static Worked worked(
      String group, Comparison comparison, RecordedRun recorded, double level) {
    Pair pair = new Pair(group, comparison.against());
    PairCounts counts = recorded.counts().of(pair);
    long plannedVisitors = recorded.design().orElseThrow().plannedVisitors();
    String title = "%s (j) against %s (c)".formatted(group, comparison.against());
    if (counts.isEmpty()) {
      return new Worked(title, "No stretch has visitors of both groups yet.\n");
    }
    if (!counts.hasMinimumSample()) {
      return new Worked(title, counts(counts) + "Too early: nothing more is said.\n");
    }
    Optional<PlannedLook> planned = recorded.evidence().plannedLook(pair);
    MixtureSequence watching = new MixtureSequence(counts, plannedVisitors);
    return new Worked(
        title,
        counts(counts)
            + watching(counts, watching, pair, recorded.evidence())
            + planned.map(look -> plannedLook(look, level)).orElse("")
            + decision(comparison)
            + intervals(counts, watching, comparison, level)
            + described(comparison));
  }

  private static String counts(PairCounts counts) {
    return stretches(counts)
        + lines(
            """
            W = sum w_s = %.6f, N = 4 W = %.6f
            d = sum w_s (p_js - p_cs) / W = %.9f
            gate: the smaller group has %d, sum min(n_js, n_cs) q_s = %.2f, the same of 1-q_s = %.2f
            """,
            counts.weight(),
            counts.effectiveVisitors(),
            counts.difference().orElseThrow(),
            counts.smallerVisitors(),
            counts.expectedSignups(),
            counts.expectedWithout());
  }

  private static String stretches(PairCounts counts) {
    return counts.stretches().stream()
        .map(
            s ->
                lines(
                    "x_j/n_j = %d/%d, x_c/n_c = %d/%d, w = n_j n_c / (n_j + n_c) = %.6f, q = %.6f\n",
                    s.treatment().signups(),
                    s.treatment().visitors(),
                    s.control().signups(),
                    s.control().visitors(),
                    s.weight(),
                    s.pooledRate()))
        .collect(Collectors.joining());
  }

  private static String watching(
      PairCounts counts, MixtureSequence watching, Pair pair, Evidence evidence) {
    return lines(
        """
        V(0) = sum w_s^2 q_s (1-q_s) (1/n_js + 1/n_cs) / W^2 = %.12f
        watching: r = N rho2 = %.6f
          ln E(0) = d^2 / V(0) * r / (2 (1+r)) - ln(1+r) / 2 = %.6f
          p of this look = min(1, exp(-ln E(0))) = %.6g
          smallest p so far: %.6g at looks with d > 0, %.6g at looks with d < 0
        """,
        new ScoreTest(counts).variance(0),
        watching.r(),
        watching.logEvidence(0),
        watching.p(),
        evidence.p(pair),
        evidence.p(pair.reversed()));
  }

  private static String plannedLook(PlannedLook look, double level) {
    return "planned look, with the counts that it found:\n"
        + stretches(look.counts()).indent(2)
        + lines(
            """
              d = %.9f, z = d / sqrt(V(0)) = %.6f
              p = 2 (1 - Phi(|z|)) = %.6g
              interval: |d-D| / sqrt(V(D)) < z_(1 - %.1f level / 2) = %.6f
            """,
            look.difference(),
            look.z(),
            look.p(),
            Design.PLANNED_LOOK,
            Math.sqrt(PlannedLook.limit(Design.PLANNED_LOOK * level)));
  }

  private static String decision(Comparison comparison) {
    return lines(
        """
        combined p = min(1, smallest p / %.1f, p of the planned look / %.1f): above %.6g, below %.6g
        adjusted p (Holm, of the smaller) = %.6g
        """,
        Design.WATCHING,
        Design.PLANNED_LOOK,
        comparison.pAbove(),
        comparison.pBelow(),
        comparison.adjustedPValue());
  }

  private static String intervals(
      PairCounts counts, MixtureSequence watching, Comparison comparison, double level) {
    double watchingLevel = Design.WATCHING * level;
    double low = comparison.low().orElseThrow();
    double high = comparison.high().orElseThrow();
    return lines(
            "watching: all D with ln E(D) < ln(1 / %.6f) = %.6f\nshown: from %.6f to %.6f%s\n",
            watchingLevel,
            -Math.log(watchingLevel),
            low,
            high,
            comparison.plannedLook().isEmpty()
                ? ""
                : comparison.plannedLookDisagrees()
                    ? ", of watching alone: the planned look said otherwise"
                    : ", what both parts hold, unless it has faded")
        + end(counts, watching, low)
        + end(counts, watching, high)
        + lines(
            "lift = sum w_s p_js / sum w_s p_cs - 1 = %s, shown: from %s to %s\n",
            figure(comparison.lift()),
            figure(comparison.liftLow()),
            comparison.liftHigh().isPresent() ? figure(comparison.liftHigh()) : "no end");
  }

  private static String end(PairCounts counts, MixtureSequence watching, double difference) {
    String rates =
        counts.stretches().stream()
            .map(s -> RestrictedRates.atDifference(s.control(), s.treatment(), difference))
            .map(q -> lines("%.6f and %.6f", q.treatment(), q.control()))
            .collect(Collectors.joining("; "));
    return lines(
        "  D = %.6f: q_js and q_cs = %s, V(D) = %.12f, ln E(D) = %.6f\n",
        difference,
        rates,
        new ScoreTest(counts).variance(difference),
        watching.logEvidence(difference));
  }

  private static String described(Comparison comparison) {
    return lines(
        """
        cautious guess = d r / (1+r) = %s
        P(rate of j > rate of c) with Beta(1 + x, 1 + n - x) each = %s
        fixed-horizon p = 2 (1 - Phi(|d| / sqrt(V with the observed rates))) = %s
        standing: %s%s
        """,
        figure(comparison.cautiousGuess()),
        figure(comparison.chanceToBeat()),
        figure(comparison.fixedHorizonPValue()),
        comparison.standing().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        comparison.noDifferenceOf().isPresent()
            ? "; delta of the plan = " + figure(comparison.noDifferenceOf())
            : "");
  }

  private static String sampleRatio(List<Stretch> stretches, Results results) {
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
                          group, share, stretch.of(group).visitors())));
    }
    Map<Double, Double> factors = SampleRatioSequence.logBayesFactors(stretches);
    factors.forEach((weight, log) -> steps.append(lines("ln BF_%.0f = %.6f\n", weight, log)));
    return steps
        + lines(
            """
            p of this look = min(1, 3 / (BF_100 + BF_1000 + BF_10000)) = %.6g
            smallest p so far = %.6g
            chi-square = sum over stretches and groups (n_i - n q_i)^2 / (n q_i), p = %s
            """,
            SampleRatioSequence.p(factors),
            results.sampleRatio().pValue(),
            figure(results.sampleRatio().chiSquarePValue()));
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? lines("%.6g", value.getAsDouble()) : "not known";
  }

  private static String lines(String template, Object... figures) {
    return String.format(Locale.ROOT, template, figures);
  }
}
