package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.analysis.verdict.Comparison;
import dev.buttoncolor.analysis.verdict.Results;
import dev.buttoncolor.analysis.verdict.SampleRatio;
import dev.buttoncolor.web.results.document.ResultsDocument;
import dev.buttoncolor.web.results.document.RunResults;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@code method.jte} shows: every formula with the figures of this moment, so that a reader
 * can recompute the results page by hand.
 *
 * @param document the results
 * @param comparisons each treatment against control
 * @param winners each pair of the treatments that beat control
 * @param sampleRatio the test of the groups' sizes
 */
record MethodPage(
    ResultsDocument document, List<Worked> comparisons, List<Worked> winners, String sampleRatio) {

  /**
   * A comparison with its figures.
   *
   * @param title {@code Orange (j) against Blue (c)}
   * @param steps from the counts to the figures, a line each
   */
  record Worked(String title, String steps) {}

  static MethodPage of(RunResults run, ResultsDocument document) {
    Results results = run.results();
    List<Comparison> pairs = results.winners().comparisons();
    return new MethodPage(
        document,
        worked(
            results.groups().stream().flatMap(group -> group.comparison().stream()).toList(),
            run,
            run.design().intervalLevel()),
        worked(pairs, run, Design.ALPHA / Math.max(1, pairs.size())),
        sampleRatio(run.stretches(), results.sampleRatio()));
  }

  private static List<Worked> worked(List<Comparison> comparisons, RunResults run, double level) {
    GroupCounts counts = run.counts();
    return comparisons.stream()
        .map(
            comparison ->
                new Worked(
                    "%s (j) against %s (c)".formatted(comparison.group(), comparison.other()),
                    Derivation.of(comparison, counts, run.design(), level)))
        .toList();
  }

  private static String sampleRatio(List<Stretch> stretches, SampleRatio ratio) {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      steps.append("stretch ").append(i + 1).append(" of constant shares:\n");
      stretch
          .shares()
          .forEach(
              (group, share) ->
                  steps.append(
                      String.format(
                          Locale.ROOT,
                          "  %s: q_i = %.6f, n_i = %d\n",
                          group,
                          share,
                          stretch.visitors().getOrDefault(group, 0L))));
    }
    steps.append(
        ratio.logBayesFactors().entrySet().stream()
            .map(
                factor ->
                    String.format(
                        Locale.ROOT, "ln BF_%.0f = %.6f", factor.getKey(), factor.getValue()))
            .collect(Collectors.joining("\n", "", "\n")));
    return steps
        + String.format(
            Locale.ROOT,
            """
            p of this look = min(1, 3 / (BF_100 + BF_1000 + BF_10000)) = %.6g
            smallest p so far = %.6g
            """,
            ratio.pNow(),
            ratio.pValue());
  }

  int treatments() {
    return comparisons.size();
  }

  /** {@code 0.016667}. */
  static String six(double figure) {
    return String.format(Locale.ROOT, "%.6f", figure);
  }

  static String exact(double figure) {
    return Double.toString(figure);
  }
}
