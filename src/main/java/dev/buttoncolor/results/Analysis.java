package dev.buttoncolor.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that may be said at one look: counts and plan in, results out. Holds no NaN and no
 * infinity: what cannot be known yet is empty. Immutable, and cheap enough to make for every page
 * view.
 *
 * @param groups the groups of the plan in its order, then those outside it
 * @param sampleRatio whether the groups' sizes can be trusted
 * @param verdict the conclusion
 */
public record Analysis(List<GroupResult> groups, SampleRatio sampleRatio, Verdict verdict) {

  /** Keeps a copy. */
  public Analysis {
    groups = List.copyOf(groups);
  }

  /**
   * Looks at the counts.
   *
   * @param tally all counts from the start of the experiment on
   * @param soFar the smallest p-values of the looks before this one; {@link SmallestP#after} gives
   *     those to keep for the next
   */
  public static Analysis of(Design design, Tally tally, SmallestP soFar) {
    SmallestP smallest = soFar.after(design, tally);
    Map<String, Double> pValues = new LinkedHashMap<>();
    design.treatments().forEach(group -> pValues.put(group, smallest.of(group)));
    Map<String, Double> adjusted = Holm.adjusted(pValues);

    List<GroupResult> planned = new ArrayList<>();
    for (Arm arm : design.arms()) {
      Counts counts = tally.of(arm.group());
      Optional<Comparison> comparison =
          Optional.ofNullable(pValues.get(arm.group()))
              .map(
                  pValue ->
                      Comparison.of(
                          design,
                          tally.of(design.control()),
                          counts,
                          pValue,
                          adjusted.get(arm.group())));
      planned.add(
          new GroupResult(
              arm.group(),
              OptionalDouble.of(arm.share()),
              counts,
              Wilson.interval(counts),
              comparison));
    }
    SampleRatio sampleRatio = SampleRatio.of(design, tally, smallest.sampleRatio());
    Verdict verdict = new Judge(design, tally, planned).verdict(sampleRatio);

    List<GroupResult> groups = new ArrayList<>(planned);
    for (String group : tally.outside(design)) {
      Counts counts = tally.of(group);
      groups.add(
          new GroupResult(
              group, OptionalDouble.empty(), counts, Wilson.interval(counts), Optional.empty()));
    }
    return new Analysis(groups, sampleRatio, verdict);
  }
}
