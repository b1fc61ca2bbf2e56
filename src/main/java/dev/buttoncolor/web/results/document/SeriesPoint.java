package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Wilson;
import dev.buttoncolor.store.counts.TimeBucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The counts at one time in the JSON document.
 *
 * @param time ISO-8601 in UTC
 * @param groups those that had visitors by then
 */
public record SeriesPoint(String time, List<GroupPoint> groups) {

  /**
   * One group at that time.
   *
   * @param low of Wilson's interval; null without visitors
   * @param high of Wilson's interval; null without visitors
   */
  public record GroupPoint(String group, long visitors, long signups, Double low, Double high) {

    static GroupPoint of(String group, Counts counts) {
      Optional<Interval> interval = Wilson.interval(counts);
      return new GroupPoint(
          group, counts.visitors(), counts.signups(), Nulls.low(interval), Nulls.high(interval));
    }

    public Counts counts() {
      return new Counts(visitors, signups);
    }
  }

  static SeriesPoint of(TimeBucket bucket) {
    return new SeriesPoint(
        bucket.opened().toString(),
        bucket.counts().byGroup().entrySet().stream()
            .map(entry -> GroupPoint.of(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** The group's part; empty where it was not there yet. */
  public Optional<GroupPoint> of(String group) {
    return groups.stream().filter(point -> point.group().equals(group)).findFirst();
  }

  public Counts counts(String group) {
    return of(group).map(GroupPoint::counts).orElse(Counts.EMPTY);
  }

  public boolean isBefore(String other) {
    return Instant.parse(time).isBefore(Instant.parse(other));
  }
}
