package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Wilson;
import dev.buttoncolor.store.runs.TimeBucket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The counts at one time.
 *
 * @param groups those that had visitors by then
 */
public record SeriesPoint(Instant time, List<GroupPoint> groups) {

  /** One group's counts at that time, with Wilson's interval of its rate. */
  public record GroupPoint(
      String group, long visitors, long signups, OptionalDouble low, OptionalDouble high) {

    public OptionalDouble rate() {
      return new Counts(visitors, signups).rate();
    }

    public Optional<Interval> interval() {
      return Wilson.interval(new Counts(visitors, signups));
    }

    static List<GroupPoint> of(Map<String, Counts> byGroup) {
      return byGroup.entrySet().stream()
          .filter(group -> group.getValue().visitors() > 0)
          .map(group -> of(group.getKey(), group.getValue()))
          .toList();
    }

    private static GroupPoint of(String group, Counts counts) {
      Optional<Interval> interval = Wilson.interval(counts);
      return new GroupPoint(
          group,
          counts.visitors(),
          counts.signups(),
          Comparison.low(interval),
          Comparison.high(interval));
    }
  }

  static SeriesPoint of(TimeBucket bucket) {
    return new SeriesPoint(bucket.opened(), GroupPoint.of(bucket.counts().byGroup()));
  }

  /** The visitors of all groups by then. */
  public long visitors() {
    return groups.stream().mapToLong(GroupPoint::visitors).sum();
  }

  /** A group's counts by then. */
  public Counts counts(String group) {
    return groups.stream()
        .filter(point -> point.group().equals(group))
        .findFirst()
        .map(point -> new Counts(point.visitors(), point.signups()))
        .orElse(Counts.EMPTY);
  }
}
