package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.verdict.SampleRatio;
import java.util.List;
import java.util.Map;

/**
 * A {@link SampleRatio} in the JSON document, whose names these are.
 *
 * @param logBayesFactors of this look
 */
public record PublishedSampleRatio(
    double pValue,
    Double chiSquarePValue,
    boolean alarm,
    List<LogBayesFactor> logBayesFactors,
    Map<String, Double> expected,
    Double detectableLoss) {

  /** ln BF at one weight. */
  public record LogBayesFactor(double weight, double value) {}

  static PublishedSampleRatio of(SampleRatio ratio) {
    return new PublishedSampleRatio(
        ratio.pValue(),
        Nulls.of(ratio.chiSquarePValue()),
        ratio.alarm(),
        ratio.logBayesFactors().entrySet().stream()
            .map(entry -> new LogBayesFactor(entry.getKey(), entry.getValue()))
            .toList(),
        ratio.expected(),
        Nulls.of(ratio.detectableLoss()));
  }
}
