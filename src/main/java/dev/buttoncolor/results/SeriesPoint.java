package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.store.runs.TimeBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The counts at one time.
 *
 * @param groups those that had visitors by then
 */
public record SeriesPoint(Instant time, List<GroupPoint> groups) {

  /** One group's counts at that time, with Wilson's interval of its rate. */
  public record GroupPoint(String group, long visitors, long signups, double low, double high) {

    public Counts counts() {
      return new Counts(visitors, signups);
    }

    static List<GroupPoint> of(Map<String, Counts> byGroup) {
      List<GroupPoint> points = new ArrayList<>();
      byGroup.forEach(
          (group, counts) ->
              counts
                  .rateInterval()
                  .ifPresent(
                      interval ->
                          points.add(
                              new GroupPoint(
                                  group,
                                  counts.visitors(),
                                  counts.signups(),
                                  interval.low(),
                                  interval.high()))));
      return points;
    }
  }

  static SeriesPoint of(TimeBucket bucket) {
    return new SeriesPoint(bucket.opened(), GroupPoint.of(bucket.counts().byGroup()));
  }

  /** A group's counts by then. */
  public Counts counts(String group) {
    return groups.stream()
        .filter(point -> point.group().equals(group))
        .findFirst()
        .map(GroupPoint::counts)
        .orElse(Counts.EMPTY);
  }
}
