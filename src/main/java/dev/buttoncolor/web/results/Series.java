package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.ComparisonFamily;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Pair;
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

  private static final String SOLID = "none";

  /** What tells lines apart without their color; solid for the first group, usually control. */
  private static final List<String> DASHES =
      List.of(SOLID, "10 4", "2 4", "12 4 2 4", "6 3", "16 6", "2 8", "8 3 2 3 2 3");

  /** A row of a table: of each group its rate, and signups of visitors. */
  record Row(String time, List<String> figures) {}

  private final Results results;
  private final RecordedRun recorded;
  private final List<TimeBucket> drawn;
  final Chart rates;
  final Chart parts;
  final Chart differences;

  Series(RecordedRun recorded, Results results) {
    this.results = results;
    this.recorded = recorded;
    drawn = Chart.thinned(MOST_LOOKS, recorded.series());
    List<GroupResult> inDesign =
        results.groups().stream().filter(group -> group.share().isPresent()).toList();
    List<Double> shares =
        inDesign.stream().map(group -> group.share().getAsDouble()).distinct().toList();
    rates = chart(inDesign, this::rate, List.of(), false);
    parts = chart(inDesign, this::part, shares, false);
    differences = chart(results.compared(), this::difference, List.of(0.0), true);
  }

  private Chart chart(
      List<GroupResult> groups,
      Function<GroupResult, Line> line,
      List<Double> levels,
      boolean signed) {
    List<Look> looks = recorded.series().stream().map(Series::look).toList();
    List<Line> lines = groups.stream().map(line).filter(its -> !its.points().isEmpty()).toList();
    return Chart.of(looks, lines, levels, signed);
  }

  private Line rate(GroupResult group) {
    return line(
        group, at -> begins(at, group.group()), at -> at.of(group.group()).rate().getAsDouble());
  }

  private Line part(GroupResult group) {
    return line(
        group,
        at -> at.total().visitors() >= FEWEST_FOR_PARTS,
        at -> (double) at.of(group.group()).visitors() / at.total().visitors());
  }

  private Line line(
      GroupResult group, Predicate<GroupCounts> begins, ToDoubleFunction<GroupCounts> value) {
    List<Point> points = new ArrayList<>();
    for (TimeBucket at : drawn) {
      if (begins.test(at.counts())) {
        double now = value.applyAsDouble(at.counts());
        points.add(new Point(look(at), now, now, now, Wording.percent(now)));
      }
    }
    return new Line(
        group.group(),
        Figures.color(group),
        dash(group),
        points,
        Optional.empty(),
        Optional.empty());
  }

  private static Look look(TimeBucket at) {
    return new Look(at.opened(), at.counts().total().visitors());
  }

  String dash(GroupResult group) {
    return DASHES.get(results.groups().indexOf(group) % DASHES.size());
  }

  private Pair pair(String treatment) {
    return new Pair(treatment, results.control());
  }

  /** Whether some comparison of the group has its minimum sample. */
  private boolean begins(GroupCounts counts, String group) {
    return results.compared().stream()
        .map(GroupResult::group)
        .filter(treatment -> treatment.equals(group) || group.equals(results.control()))
        .anyMatch(treatment -> counts.of(pair(treatment)).hasMinimumSample());
  }

  private Line difference(GroupResult group) {
    Pair pair = pair(group.group());
    List<Point> points = new ArrayList<>();
    Optional<Look> planned = Optional.empty();
    for (TimeBucket at : drawn) {
      // The minima of that time are not kept, and not drawn.
      Evidence taken = recorded.evidence().takenBy(at.counts());
      PairTest test = PairTest.of(pair, at.counts().of(pair), results.plannedVisitors(), taken);
      if (test.counts().hasMinimumSample()) {
        Interval interval = test.intervals(results.level()).differences();
        int digits = Wording.digits(interval.low(), interval.high());
        double difference = test.counts().difference().getAsDouble();
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
    return new Line(group.group(), Figures.color(group), SOLID, points, planned, decided(group));
  }

  /** Looks at the run again as its buckets closed, until a standing decision is found. */
  private Optional<Look> decided(GroupResult group) {
    if (!group.comparison().orElseThrow().standing().isDecision()) {
      return Optional.empty();
    }
    Design design = recorded.design().orElseThrow();
    Evidence evidence = Evidence.NONE;
    for (TimeBucket at : recorded.series()) {
      Evidence taken = recorded.evidence().takenBy(at.counts());
      evidence = evidence.after(design, at.counts()).merge(taken);
      ComparisonFamily family =
          new ComparisonFamily(Pair.againstControl(design), design, at.counts(), evidence);
      if (family.standing(pair(group.group())).isDecision()) {
        return Optional.of(look(at));
      }
    }
    return Optional.empty(); // by a look between two closings
  }

  /** The table behind the charts. */
  List<Row> rows() {
    return Chart.thinned(MOST_ROWS, recorded.series()).stream()
        .map(at -> row(Figures.time(at.opened()), GroupCounts.EMPTY, at.counts()))
        .toList();
  }

  /** What came in each minute, hour or day: bursts show there, and what has lost its novelty. */
  List<Row> periods() {
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
    return visitors == 0
        ? Figures.UNKNOWN
        : "%s (%s of %s)"
            .formatted(
                Wording.percent((double) signups / visitors),
                Wording.number(signups),
                Wording.number(visitors));
  }
}
