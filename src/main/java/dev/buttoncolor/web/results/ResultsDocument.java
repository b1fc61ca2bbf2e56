package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Analysis;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Interval;
import dev.buttoncolor.results.SampleRatio;
import dev.buttoncolor.results.Snapshot;
import dev.buttoncolor.results.Tally;
import dev.buttoncolor.results.Verdict;
import dev.buttoncolor.results.Wilson;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The results as they are published: the names and the nesting of its components are those of the
 * JSON document. Times are ISO-8601 in UTC, rates and shares are 0 to 1, and what is not known is
 * null, so a writer must be told to write nulls.
 *
 * @param experiment the experiment's name
 * @param mode where the groups come from, as the program calls it
 * @param asOf the time of this look
 * @param since the time from which on visitors were counted; null before the first
 * @param control the group that the others are compared with
 * @param plannedVisitors of one comparison, control and the other group together
 * @param visitors all that were counted
 * @param signups of these visitors
 * @param groups one for each group, as in {@link Analysis}
 * @param sampleRatio whether the groups' sizes fit their shares
 * @param verdict the conclusion
 * @param notCounted what was served and not counted, by kind
 * @param series how the counts grew, oldest first
 */
public record ResultsDocument(
    String experiment,
    String mode,
    String asOf,
    String since,
    String control,
    long plannedVisitors,
    long visitors,
    long signups,
    List<Group> groups,
    SampleRatioTest sampleRatio,
    Verdict verdict,
    Map<String, Long> notCounted,
    List<Point> series) {

  /** Keeps copies. */
  public ResultsDocument {
    groups = List.copyOf(groups);
    notCounted = Collections.unmodifiableMap(new LinkedHashMap<>(notCounted));
    series = List.copyOf(series);
  }

  /**
   * Where and when the results were taken.
   *
   * @param experiment the experiment's name
   * @param mode where the groups come from
   * @param asOf now
   * @param since when counting began; empty before the first visitor
   */
  public record Heading(String experiment, String mode, Instant asOf, Optional<Instant> since) {}

  /**
   * One group.
   *
   * @param color of its button; null where the experiment no longer has the group
   * @param share null for a group outside the plan
   * @param rate null without visitors
   * @param interval low and high of Wilson's interval; null without visitors
   * @param comparison null for control and for a group outside the plan
   */
  public record Group(
      String group,
      String color,
      Double share,
      long visitors,
      long signups,
      Double rate,
      List<Double> interval,
      AgainstControl comparison) {

    private static Group of(GroupResult result, String color) {
      return new Group(
          result.group(),
          color,
          orNull(result.share()),
          result.counts().visitors(),
          result.counts().signups(),
          orNull(result.counts().rate()),
          result.interval().map(range -> List.of(range.low(), range.high())).orElse(null),
          result.comparison().map(AgainstControl::of).orElse(null));
    }
  }

  /** The published part of {@link Comparison}, whose names these are; the interval's ends apart. */
  public record AgainstControl(
      Double difference,
      Double low,
      Double high,
      Double lift,
      double pValue,
      double adjustedPValue,
      Double chanceToBeat,
      Double fixedHorizonPValue) {

    private static AgainstControl of(Comparison comparison) {
      return new AgainstControl(
          orNull(comparison.difference()),
          comparison.interval().map(Interval::low).orElse(null),
          comparison.interval().map(Interval::high).orElse(null),
          orNull(comparison.lift()),
          comparison.pValue(),
          comparison.adjustedPValue(),
          orNull(comparison.chanceToBeat()),
          orNull(comparison.fixedHorizonPValue()));
    }
  }

  /** {@link SampleRatio}, whose names these are. */
  public record SampleRatioTest(double pValue, Double chiSquarePValue, boolean alarm) {}

  /** The counts at one time. */
  public record Point(String time, List<PointGroup> groups) {

    private static Point of(Snapshot snapshot) {
      return new Point(
          snapshot.time().toString(),
          snapshot.tally().byGroup().entrySet().stream()
              .map(entry -> PointGroup.of(entry.getKey(), entry.getValue()))
              .toList());
    }
  }

  /**
   * One group at one time.
   *
   * @param low of Wilson's interval; null without visitors
   * @param high of Wilson's interval; null without visitors
   */
  public record PointGroup(String group, long visitors, long signups, Double low, Double high) {

    private static PointGroup of(String group, Counts counts) {
      Optional<Interval> interval = Wilson.interval(counts);
      return new PointGroup(
          group,
          counts.visitors(),
          counts.signups(),
          interval.map(Interval::low).orElse(null),
          interval.map(Interval::high).orElse(null));
    }
  }

  /**
   * Puts the document together.
   *
   * @param colors of the buttons, by group
   * @param tally the counts that the analysis looked at
   */
  public static ResultsDocument of(
      Heading heading,
      Design design,
      Map<String, String> colors,
      Tally tally,
      Analysis analysis,
      Map<String, Long> notCounted,
      List<Snapshot> series) {
    SampleRatio sampleRatio = analysis.sampleRatio();
    return new ResultsDocument(
        heading.experiment(),
        heading.mode(),
        heading.asOf().toString(),
        heading.since().map(Instant::toString).orElse(null),
        design.control(),
        design.plannedVisitors(),
        tally.visitors(),
        tally.signups(),
        analysis.groups().stream()
            .map(result -> Group.of(result, colors.get(result.group())))
            .toList(),
        new SampleRatioTest(
            sampleRatio.pValue(), orNull(sampleRatio.chiSquarePValue()), sampleRatio.alarm()),
        analysis.verdict(),
        notCounted,
        series.stream().map(Point::of).toList());
  }

  /** Whether these are the same results, looked at at another time perhaps. */
  boolean isSameAs(ResultsDocument other) {
    return equals(
        new ResultsDocument(
            other.experiment,
            other.mode,
            asOf,
            other.since,
            other.control,
            other.plannedVisitors,
            other.visitors,
            other.signups,
            other.groups,
            other.sampleRatio,
            other.verdict,
            other.notCounted,
            other.series));
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
