package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Counts;
import dev.buttoncolor.web.results.ResultsDocument.Point;
import dev.buttoncolor.web.results.ResultsDocument.PointGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The counts over time, this very look included, so that charts end where the table stands. */
final class Looks {

  private Looks() {}

  static List<Point> of(ResultsDocument document) {
    List<Point> looks = new ArrayList<>(document.series());
    if (document.visitors() > 0 && (looks.isEmpty() || endsBefore(document.asOf(), looks))) {
      looks.add(
          new Point(
              document.asOf(),
              document.groups().stream()
                  .map(
                      group ->
                          new PointGroup(
                              group.group(),
                              group.visitors(),
                              group.signups(),
                              group.interval() == null ? null : group.interval().get(0),
                              group.interval() == null ? null : group.interval().get(1)))
                  .toList()));
    }
    return looks;
  }

  private static boolean endsBefore(String asOf, List<Point> looks) {
    return Instant.parse(looks.get(looks.size() - 1).time()).isBefore(Instant.parse(asOf));
  }

  /** The group's part of a look; empty where it was not there yet. */
  static Optional<PointGroup> at(Point look, String group) {
    return look.groups().stream().filter(at -> at.group().equals(group)).findFirst();
  }

  static Counts counts(PointGroup at) {
    return new Counts(at.visitors(), at.signups());
  }

  static Counts countsAt(Point look, String group) {
    return at(look, group).map(Looks::counts).orElse(Counts.NONE);
  }
}
