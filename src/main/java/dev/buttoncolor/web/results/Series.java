package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.ComparisonFamily;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.PairTest;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Wording;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.TimeBucket;
import dev.buttoncolor.web.results.Chart.Line;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The counts over time as charts and tables: the rate of each group, its part of the visitors, and
 * each treatment's difference to control. Rates and differences begin at the minimum sample.
 */
final class Series {

  /** More would not be seen: the widest chart has some hundred pixels. */
  private static final int MOST_LOOKS = 160;

  /** Before, the groups' sizes say nothing. */
  private static final long FEWEST_FOR_PARTS = 20;

  /** What a person reads. */
  private static final int MOST_ROWS = 20;

  /** The table of periods has rows of the first of these lengths that makes few rows. */
  private static final List<Duration> PERIODS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(7));

  private static final int MOST_PERIODS = 31;

  /** What came from a time on, until the next row's. */
  record Period(String from, Map<String, String> byGroup) {}

  private final Results results;
  private final RecordedRun recorded;
  private final List<TimeBucket> drawn;
  private final Chart rates;
  private final Chart parts;
  private final Chart differences;

  Series(RecordedRun recorded, Results results) {
    this.results = results;
    this.recorded = recorded;
    drawn = Chart.thinned(MOST_LOOKS, recorded.series());
    List<String> inDesign = recorded.design().orElseThrow().groups();
    rates =
        chart(
            inDesign,
            group -> line(group, at -> begins(at, group), at -> at.of(group).rate().orElseThrow()),
            false);
    parts =
        chart(
            inDesign,
            group ->
                line(
                    group,
                    at -> at.total().visitors() >= FEWEST_FOR_PARTS,
                    at -> (double) at.of(group).visitors() / at.total().visitors()),
            false);
    differences =
        chart(results.compared().stream().map(GroupResult::group).toList(), this::difference, true);
  }

  private Chart chart(List<String> groups, Function<String, Line> line, boolean signed) {
    return Chart.of(
        recorded.series().stream().map(Series::look).toList(),
        groups.stream().map(line).filter(drawn -> !drawn.points().isEmpty()).toList(),
        signed);
  }

  private Line line(
      String group, Predicate<GroupCounts> begins, ToDoubleFunction<GroupCounts> value) {
    List<Point> points = new ArrayList<>();
    for (TimeBucket at : drawn) {
      if (begins.test(at.counts())) {
        double now = value.applyAsDouble(at.counts());
        points.add(new Point(look(at), now, now, now, Wording.percent(now)));
      }
    }
    return new Line(group, points, Optional.empty(), Optional.empty());
  }

  private static Look look(TimeBucket at) {
    return new Look(at.opened(), at.counts().total().visitors());
  }

  private Pair pair(String treatment) {
    return new Pair(treatment, results.control());
  }

  /** Whether some comparison of the group has its minimum sample. */
  private boolean begins(GroupCounts counts, String group) {
    return group.equals(results.control())
        ? results.compared().stream()
            .anyMatch(other -> counts.of(pair(other.group())).hasMinimumSample())
        : counts.of(pair(group)).hasMinimumSample();
  }

  private Line difference(String group) {
    Pair pair = pair(group);
    List<Point> points = new ArrayList<>();
    Optional<Look> planned = Optional.empty();
    for (TimeBucket at : drawn) {
      PairTest test = test(pair, at.counts());
      PairCounts counts = test.counts();
      if (counts.hasMinimumSample()) {
        Interval interval = test.intervals(results.level()).differences();
        int digits = Wording.digits(interval.low(), interval.high());
        double difference = counts.difference().getAsDouble();
        String told =
            "%s points (%s)"
                .formatted(
                    Wording.points(difference, digits),
                    Wording.interval(interval.low(), interval.high(), digits));
        points.add(new Point(look(at), interval.low(), difference, interval.high(), told));
        if (test.planned().isPresent() && planned.isEmpty()) {
          planned = Optional.of(look(at));
        }
      }
    }
    return new Line(group, points, planned, decided(pair));
  }

  /** The test as it was at these counts; the minima of that time are not kept, and not drawn. */
  private PairTest test(Pair pair, GroupCounts counts) {
    return PairTest.of(
        pair, counts.of(pair), results.plannedVisitors(), recorded.evidence().takenBy(counts));
  }

  /** Looks at the run again as its buckets closed, until a standing decision is found. */
  private Optional<Look> decided(Pair pair) {
    if (!results.group(pair.group()).comparison().orElseThrow().standing().isDecision()) {
      return Optional.empty();
    }
    Design design = recorded.design().orElseThrow();
    Evidence evidence = Evidence.NONE;
    for (TimeBucket at : recorded.series()) {
      Evidence taken = recorded.evidence().takenBy(at.counts());
      evidence = evidence.after(design, at.counts()).merge(taken);
      ComparisonFamily family =
          new ComparisonFamily(Pair.againstControl(design), design, at.counts(), evidence);
      if (family.standing(pair).isDecision()) {
        return Optional.of(look(at));
      }
    }
    return Optional.empty(); // by a look between two closings
  }

  Chart rates() {
    return rates;
  }

  Chart parts() {
    return parts;
  }

  Chart differences() {
    return differences;
  }

  /** The lines of the table behind the charts. */
  List<TimeBucket> rows() {
    return Chart.thinned(MOST_ROWS, recorded.series());
  }

  /** What came in each minute, hour or day: bursts show there, and what has lost its novelty. */
  List<Period> periods() {
    List<TimeBucket> series = recorded.series();
    Instant first = series.get(0).opened();
    Duration length = Duration.between(first, series.get(series.size() - 1).opened());
    long width =
        PERIODS.stream()
            .filter(period -> length.dividedBy(period) < MOST_PERIODS)
            .findFirst()
            .orElse(Duration.ofDays(30))
            .toSeconds();
    Map<Long, GroupCounts> ends = new LinkedHashMap<>(); // a later one replaces an earlier one
    series.forEach(at -> ends.put(at.opened().getEpochSecond() / width, at.counts()));
    List<Period> periods = new ArrayList<>();
    GroupCounts before = GroupCounts.EMPTY;
    for (Map.Entry<Long, GroupCounts> end : ends.entrySet()) {
      Map<String, String> byGroup = new LinkedHashMap<>();
      for (GroupResult group : results.groups()) {
        Counts then = before.of(group.group());
        Counts now = end.getValue().of(group.group());
        byGroup.put(
            group.group(),
            figures(now.visitors() - then.visitors(), now.signups() - then.signups()));
      }
      Instant from = Instant.ofEpochSecond(end.getKey() * width);
      periods.add(new Period(Figures.time(from).replace(", 00:00:00 UTC", ""), byGroup));
      before = end.getValue();
    }
    return periods;
  }

  /** What a group stood at: its rate, and signups of visitors. */
  static String figures(long visitors, long signups) {
    return visitors == 0
        ? Figures.UNKNOWN
        : "%s (%s of %s)"
            .formatted(
                Wording.percent((double) signups / visitors),
                Wording.number(signups),
                Wording.number(visitors));
  }
}
