package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.ComparisonFamily;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairTest;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.SeriesPoint;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.TimeBucket;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The counts over time as two charts and a table: the rate of each group, and each treatment's
 * difference to control. Lines begin where a comparison has its minimum sample.
 */
final class Series {

  /** More would not be seen: the widest chart has some hundred pixels. */
  private static final int MOST_LOOKS = 160;

  /** What a person reads. */
  private static final int MOST_ROWS = 20;

  /** A group's rate. */
  record Line(GroupResult group, List<Point> points) {}

  /**
   * A treatment's difference to control between the ends of its interval.
   *
   * @param decidedAt the visitors of all groups at the look that decided; empty if none did
   * @param plannedAt the same at the planned look
   */
  record Band(
      GroupResult group,
      List<Point> difference,
      List<Point> low,
      List<Point> high,
      OptionalLong decidedAt,
      OptionalLong plannedAt) {}

  private final Results results;
  private final RecordedRun recorded;
  private final List<TimeBucket> drawn;
  private final List<Line> rates;
  private final List<Band> differences;

  Series(RecordedRun recorded, Results results) {
    this.results = results;
    this.recorded = recorded;
    drawn = thinned(MOST_LOOKS, recorded.series());
    rates =
        results.groups().stream()
            .filter(group -> group.share().isPresent())
            .map(this::rate)
            .filter(line -> !line.points().isEmpty())
            .toList();
    differences =
        results.compared().stream()
            .map(this::difference)
            .filter(band -> !band.difference().isEmpty())
            .toList();
  }

  /** At most that many, 2 or more, evenly spaced, the first and the last among them. */
  static <T> List<T> thinned(int most, List<T> all) {
    return all.size() <= most
        ? List.copyOf(all)
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }

  private Line rate(GroupResult group) {
    List<Point> points = new ArrayList<>();
    for (TimeBucket at : drawn) {
      if (begins(at.counts(), group.group())) {
        points.add(new Point(visitors(at), at.counts().of(group.group()).rate().getAsDouble()));
      }
    }
    return new Line(group, points);
  }

  private static long visitors(TimeBucket at) {
    return at.counts().total().visitors();
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

  private Band difference(GroupResult group) {
    Pair pair = pair(group.group());
    List<Point> difference = new ArrayList<>();
    List<Point> low = new ArrayList<>();
    List<Point> high = new ArrayList<>();
    OptionalLong plannedAt = OptionalLong.empty();
    for (TimeBucket at : drawn) {
      PairTest test = test(pair, at.counts());
      if (test.counts().hasMinimumSample()) {
        Interval interval = test.intervals(results.level()).differences();
        difference.add(new Point(visitors(at), test.counts().difference().getAsDouble()));
        low.add(new Point(visitors(at), interval.low()));
        high.add(new Point(visitors(at), interval.high()));
        if (test.planned().isPresent() && plannedAt.isEmpty()) {
          plannedAt = OptionalLong.of(visitors(at));
        }
      }
    }
    return new Band(group, difference, low, high, decidedAt(group), plannedAt);
  }

  /** The test as it was at these counts; the minima of that time are not kept, and not drawn. */
  private PairTest test(Pair pair, GroupCounts counts) {
    Evidence then = new Evidence(RunningMinima.NONE, recorded.evidence().takenBy(counts));
    return PairTest.of(pair, counts.of(pair), results.plannedVisitors(), then);
  }

  /** Looks at the run again as its buckets closed, until a standing decision is found. */
  private OptionalLong decidedAt(GroupResult group) {
    if (!group.comparison().orElseThrow().standing().isDecision()) {
      return OptionalLong.empty();
    }
    Design design = recorded.design().orElseThrow();
    Evidence evidence = Evidence.NONE;
    for (TimeBucket at : recorded.series()) {
      Evidence looked = evidence.after(design, at.counts());
      evidence = looked.with(recorded.evidence().takenBy(at.counts()));
      ComparisonFamily family =
          new ComparisonFamily(Pair.againstControl(design), design, at.counts(), evidence);
      if (family.standing(pair(group.group())).isDecision()) {
        return OptionalLong.of(visitors(at));
      }
    }
    return OptionalLong.empty(); // by a look between two closings
  }

  List<Line> rates() {
    return rates;
  }

  List<Band> differences() {
    return differences;
  }

  Chart rateChart() {
    return Chart.of(looks(), rates.stream().map(Line::points).toList(), false);
  }

  /** One scale for all differences, so that they can be compared. */
  Chart differenceChart() {
    return Chart.of(
        looks(),
        differences.stream()
            .flatMap(band -> Stream.of(band.difference(), band.low(), band.high()))
            .toList(),
        true);
  }

  private List<Look> looks() {
    return recorded.series().stream().map(at -> new Look(at.opened(), visitors(at))).toList();
  }

  /** The last rate of each group that has a line. */
  Map<String, Double> ends() {
    Map<String, Double> ends = new LinkedHashMap<>();
    rates.forEach(line -> ends.put(line.group().group(), last(line.points()).value()));
    return ends;
  }

  static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }

  /** The lines of the table behind the charts. */
  List<SeriesPoint> rows() {
    return thinned(MOST_ROWS, results.series());
  }

  /** What a group stood at: its rate, and signups of visitors. */
  static String figures(Counts counts) {
    return counts.visitors() == 0
        ? Figures.UNKNOWN
        : "%s (%s of %s)"
            .formatted(
                Figures.percent(counts.rate()),
                Figures.count(counts.signups()),
                Figures.count(counts.visitors()));
  }
}
