package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.SampleRatioSequence;
import dev.buttoncolor.analysis.SampleRatioSequence.LogBayesFactor;
import dev.buttoncolor.analysis.Stretch;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the groups' sizes fit their planned shares. If they do not (a sample ratio mismatch),
 * visitors of some group were lost or added, and no difference between the groups means anything.
 *
 * @param pValue the running minimum of the sequential test, 0 to 1
 * @param chiSquarePValue Pearson's test at this look alone, for those who know it; it alarms too
 *     often if looked at repeatedly, and is empty without visitors or with one group
 * @param alarm whether the sizes do not fit
 * @param expected how many of the visitors each group should have
 * @param smallestGroup the group with the smallest share now
 * @param detectableLoss how large a part of its visitors would have to be lost to show in about
 *     half of runs; empty if not even the loss of all would
 */
public record SampleRatio(
    double pValue,
    OptionalDouble chiSquarePValue,
    boolean alarm,
    List<LogBayesFactor> logBayesFactors,
    Map<String, Double> expected,
    String smallestGroup,
    OptionalDouble detectableLoss) {

  static SampleRatio of(Design design, List<Stretch> stretches, double runningMinimum) {
    Map<String, Double> expected = new LinkedHashMap<>();
    for (Stretch stretch : stretches) {
      for (String group : stretch.visitors() > 0 ? stretch.shares().keySet() : Set.<String>of()) {
        expected.merge(group, SampleRatioSequence.expected(group, stretch), Double::sum);
      }
    }
    String smallest =
        Stream.concat(design.treatments().stream(), Stream.of(design.control()))
            .min(Comparator.comparing(design.shares()::get))
            .orElseThrow();
    return new SampleRatio(
        runningMinimum,
        SampleRatioSequence.chiSquareP(stretches),
        runningMinimum <= SampleRatioSequence.ALARM,
        SampleRatioSequence.logBayesFactors(stretches),
        expected,
        smallest,
        SampleRatioSequence.detectableLoss(stretches, smallest));
  }
}
