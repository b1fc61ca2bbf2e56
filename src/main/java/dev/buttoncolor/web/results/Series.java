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
import dev.buttoncolor.results.Rounding;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.RecordedRun.TimeBucket;
import dev.buttoncolor.web.results.Chart.Line;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The counts over time as charts and tables: the rate of each group, its part of the visitors, and
 * each treatment's difference to control. Rates and differences begin at the minimum sample.
 */
final class Series {

  /** Before, the groups' sizes say nothing. */
  private static final long FEWEST_FOR_PARTS = 20;

  /** Seconds. The table of periods has rows of the first length that makes few rows. */
  private static final List<Integer> PERIODS = List.of(1, 10, 60, 600, 3_600, 86_400, 7 * 86_400);

  private static final int MOST_PERIODS = 31;

  /** What tells lines apart without their color; solid for the first group, usually control. */
  private static final List<String> DASHES =
      List.of("none", "10 4", "2 4", "12 4 2 4", "6 3", "16 6", "2 8", "8 3 2 3 2 3");

  /** A row of a table: of each group the rate of a period, and the rate by its end. */
  record Row(String time, List<String> figures) {}

  /** A time bucket, and the planned looks that were taken by its end. */
  private record Moment(Look look, GroupCounts counts, Evidence taken) {}

  private final Results results;
  private final RecordedRun recorded;
  private final List<Moment> moments;
  final Chart rates;
  final Chart parts;
  final Chart differences;

  /** The moment of each decision that stands, by treatment; of none between two closings. */
  final Map<String, Look> decided;

  Series(RecordedRun recorded, Results results) {
    this.results = results;
    this.recorded = recorded;
    moments = recorded.series().stream().map(this::moment).toList();
    List<GroupResult> inDesign =
        results.groups().stream().filter(group -> group.share().isPresent()).toList();
    List<Double> shares =
        inDesign.stream().map(group -> group.share().getAsDouble()).distinct().toList();
    rates = chart(inDesign, this::rate, List.of(), false);
    parts = chart(inDesign, this::part, shares, false);
    differences = chart(results.compared(), this::difference, List.of(0.0), true);
    decided = decided();
  }

  private Moment moment(TimeBucket at) {
    GroupCounts counts = at.counts();
    Look look = new Look(at.opened(), counts.total().visitors());
    return new Moment(look, counts, recorded.evidence().takenBy(counts));
  }

  private Chart chart(
      List<GroupResult> groups,
      BiFunction<Moment, String, Optional<Point>> point,
      List<Double> levels,
      boolean signed) {
    List<Line> lines = new ArrayList<>();
    for (GroupResult group : groups) {
      List<Point> points =
          moments.stream().flatMap(at -> point.apply(at, group.group()).stream()).toList();
      if (!points.isEmpty()) {
        String dash = signed ? DASHES.get(0) : dash(group);
        lines.add(new Line(group.group(), Figures.color(group), dash, points));
      }
    }
    return Chart.of(moments.stream().map(Moment::look).toList(), lines, levels, signed);
  }

  String dash(GroupResult group) {
    return DASHES.get(results.groups().indexOf(group) % DASHES.size());
  }

  private Pair pair(String treatment) {
    return new Pair(treatment, results.control());
  }

  /** From the minimum sample of some comparison on. */
  private Optional<Point> rate(Moment at, String group) {
    return results.compared().stream()
        .map(GroupResult::group)
        .filter(treatment -> treatment.equals(group) || group.equals(results.control()))
        .filter(treatment -> at.counts().of(pair(treatment)).hasMinimumSample())
        .findAny()
        .map(any -> point(at, at.counts().of(group).rate().getAsDouble()));
  }

  private Optional<Point> part(Moment at, String group) {
    double part = (double) at.counts().of(group).visitors() / at.look().visitors();
    return Optional.of(point(at, part)).filter(its -> its.at().visitors() >= FEWEST_FOR_PARTS);
  }

  private static Point point(Moment at, double value) {
    return new Point(at.look(), value, value, value, Rounding.percent(value));
  }

  private Optional<Point> difference(Moment at, String group) {
    Pair pair = pair(group);
    PairCounts counts = at.counts().of(pair);
    if (!counts.hasMinimumSample()) {
      return Optional.empty();
    }
    // The minima of that time are not kept, and not drawn.
    PairTest test = PairTest.of(pair, counts, results.plannedVisitors(), at.taken());
    Interval ends = test.intervals(results.level()).differences();
    int decimals = Rounding.decimals(ends.low(), ends.high());
    double value = counts.difference().getAsDouble();
    String told =
        "%s points (%s)"
            .formatted(
                Rounding.points(value, decimals),
                Rounding.interval(ends.low(), ends.high(), decimals));
    return Optional.of(new Point(at.look(), ends.low(), value, ends.high(), told));
  }

  /** The moment of a treatment's planned look. */
  Optional<Look> planned(String group) {
    return moments.stream()
        .filter(at -> at.taken().plannedLook(pair(group)).isPresent())
        .findFirst()
        .map(Moment::look);
  }

  /** Looks at the run again as its buckets closed. */
  private Map<String, Look> decided() {
    List<Pair> sought =
        results.compared().stream()
            .filter(group -> group.comparison().orElseThrow().standing().isDecision())
            .map(group -> pair(group.group()))
            .toList();
    Design design = recorded.design().orElseThrow();
    Evidence evidence = Evidence.NONE;
    Map<String, Look> found = new HashMap<>();
    for (Moment at : moments) {
      if (found.size() == sought.size()) {
        break;
      }
      evidence = evidence.after(design, at.counts()).merge(at.taken());
      ComparisonFamily family =
          new ComparisonFamily(Pair.againstControl(design), design, at.counts(), evidence);
      sought.stream()
          .filter(pair -> family.standing(pair).isDecision())
          .forEach(pair -> found.putIfAbsent(pair.group(), at.look()));
    }
    return found;
  }

  /**
   * The table behind the charts: what came in each second, hour or day, and the rate by then.
   * Bursts show there, and what has lost its novelty.
   */
  List<Row> periods() {
    List<TimeBucket> series = recorded.series();
    Instant last = series.get(series.size() - 1).opened();
    long length = Duration.between(series.get(0).opened(), last).toSeconds();
    long width =
        PERIODS.stream().filter(it -> length / it < MOST_PERIODS).findFirst().orElse(30 * 86_400);
    Map<Long, GroupCounts> ends = new LinkedHashMap<>(); // a later one replaces an earlier one
    series.forEach(at -> ends.put(at.opened().getEpochSecond() / width, at.counts()));
    List<Row> periods = new ArrayList<>();
    GroupCounts before = GroupCounts.EMPTY;
    for (Map.Entry<Long, GroupCounts> end : ends.entrySet()) {
      String from = Figures.time(Instant.ofEpochSecond(end.getKey() * width));
      periods.add(row(from.replace(", 00:00:00 UTC", ""), before, end.getValue()));
      before = end.getValue();
    }
    return periods;
  }

  private Row row(String time, GroupCounts before, GroupCounts now) {
    return new Row(
        time,
        results.groups().stream()
            .map(group -> figures(before.of(group.group()), now.of(group.group())))
            .toList());
  }

  private static String figures(Counts before, Counts now) {
    long visitors = now.visitors() - before.visitors();
    long signups = now.signups() - before.signups();
    String then =
        visitors == 0
            ? Figures.UNKNOWN
            : "%s (%s of %s)"
                .formatted(
                    Rounding.percent((double) signups / visitors),
                    Rounding.number(signups),
                    Rounding.number(visitors));
    return then + "; " + Figures.percent(now.rate()) + " so far";
  }
}
