package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Rounding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A line chart: visitors so far to the right, values upwards. Lines are drawn in a square of 1000
 * by 1000 that is stretched to the chart, labels at places in percent, so that the page needs no
 * script to draw them at any size.
 *
 * @param looks the moments that the chart shows, oldest first; at least one if there are lines
 * @param levels values that are marked by a straight line
 * @param values the axis upwards; of differences, lines have the band of their interval
 */
record Chart(List<Look> looks, List<Line> lines, List<Double> levels, Axis values) {

  private static final int MOST_TIMES = 4;

  /** Percent of the height that a name takes. */
  private static final double NAME_HEIGHT = 6.5;

  /** Of a name beside a chart; the legend shows all of it. */
  private static final int MOST_LETTERS = 12;

  /** More would be too narrow for a finger. */
  private static final int MOST_STRIPS = 40;

  /** A moment of the run, and the visitors of all groups by then. */
  record Look(Instant time, long visitors) {}

  /** A value at a moment, in words too, and its interval; of a rate all three are one. */
  record Point(Look at, double low, double value, double high, String told) {}

  /**
   * A group's line.
   *
   * @param dash an SVG dash pattern, which tells lines apart without their color
   * @param points one at least
   */
  record Line(String group, String color, String dash, List<Point> points) {

    Point last() {
      return points.get(points.size() - 1);
    }
  }

  /** A label at a place of an axis, and another one below it. */
  record Tick(String at, String label, String second) {}

  /** A part of the chart's width, which tells on hover or tap what the lines are there. */
  record Strip(String at, String width, String told) {}

  /** The first quarter of each line may lie outside: early looks leave nearly everything open. */
  static Chart of(List<Look> looks, List<Line> lines, List<Double> levels, boolean signed) {
    DoubleStream ends =
        lines.stream()
            .map(Line::points)
            .flatMap(points -> points.subList(points.size() / 4, points.size()).stream())
            .flatMapToDouble(point -> DoubleStream.of(point.low(), point.high()));
    return new Chart(looks, lines, levels, Axis.over(signed, ends));
  }

  /** The chart of one of the lines, at the same scale, so that it can be compared. */
  Chart only(Line line) {
    return new Chart(looks, List.of(line), levels, values);
  }

  String path(Line line) {
    return path(line.points(), Point::value);
  }

  /** The outline of a band: there along its low end, and back along its high end. */
  String band(Line line) {
    List<Point> back = new ArrayList<>(line.points());
    Collections.reverse(back);
    return path(line.points(), Point::low) + " " + path(back, Point::high);
  }

  private String path(List<Point> points, ToDoubleFunction<Point> value) {
    return points.stream()
        .map(at -> "%.0f,%.0f".formatted(10 * x(at.at()), 10 * y(value.applyAsDouble(at))))
        .collect(Collectors.joining(" "));
  }

  /** Round numbers of visitors, and when the run had them. */
  List<Tick> visitors() {
    long all = last().visitors();
    long step =
        LongStream.iterate(1, power -> 10 * power)
            .flatMap(power -> LongStream.of(power, 2 * power, 5 * power))
            .filter(round -> all / round <= MOST_TIMES)
            .findFirst()
            .getAsLong();
    return LongStream.rangeClosed(1, all / step)
        .mapToObj(i -> firstWith(i * step))
        .map(at -> new Tick(across(at), Rounding.number(at.visitors()), clock(at.time())))
        .toList();
  }

  /** When the run first had so many visitors. */
  private Look firstWith(long visitors) {
    Look first = looks.stream().filter(look -> look.visitors() >= visitors).findFirst().get();
    return new Look(first.time(), visitors);
  }

  /** As precise as the run's length asks for. */
  private String clock(Instant time) {
    Duration length = Duration.between(looks.get(0).time(), last().time());
    String pattern = length.toDays() > 1 ? "d MMM" : length.toMinutes() > 10 ? "HH:mm" : "HH:mm:ss";
    return DateTimeFormatter.ofPattern(pattern, Locale.US).format(time.atOffset(ZoneOffset.UTC));
  }

  /** From the first point on, evenly spaced over the moments, the first and the last among them. */
  List<Strip> strips() {
    List<Look> all =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .map(Point::at)
            .distinct()
            .sorted(Comparator.comparing(Look::visitors))
            .toList();
    int count = Math.min(MOST_STRIPS, all.size());
    List<Look> moments =
        IntStream.range(0, count)
            .mapToObj(i -> all.get(i * (all.size() - 1) / Math.max(1, count - 1)))
            .toList();
    List<Strip> strips = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      double at = x(moments.get(i));
      double from = i == 0 ? at : (x(moments.get(i - 1)) + at) / 2;
      double to = i == moments.size() - 1 ? 100 : (at + x(moments.get(i + 1))) / 2;
      strips.add(new Strip(Axis.percent(from), Axis.percent(to - from), told(moments.get(i))));
    }
    return strips;
  }

  private String told(Look moment) {
    return lines.stream()
        .flatMap(
            line ->
                line.points().stream()
                    .filter(point -> point.at().equals(moment))
                    .map(point -> "\n" + line.group() + " " + point.told()))
        .collect(
            Collectors.joining(
                "",
                Rounding.number(moment.visitors()) + " visitors, " + Figures.time(moment.time()),
                ""));
  }

  /** The height of a value, such as {@code 62.50%} from the top. */
  String at(double value) {
    return Axis.percent(y(value));
  }

  /** The place of a moment, from the left. */
  String across(Look look) {
    return Axis.percent(x(look));
  }

  /** On which side of a moment its label has room. */
  String side(Look look) {
    return x(look) > 50 ? "before" : "after";
  }

  private Look last() {
    return looks.get(looks.size() - 1);
  }

  private double x(Look look) {
    return 100.0 * look.visitors() / Math.max(1, last().visitors());
  }

  /** Values far outside are drawn a little outside. */
  private double y(double value) {
    return 100 * Math.max(-0.5, Math.min(1.5, 1 - values.part(value)));
  }

  /** Names at the ends of the lines, moved apart if two end close together. */
  List<Tick> names() {
    List<Line> fromBelow =
        lines.stream().sorted(Comparator.comparing(line -> line.last().value())).toList();
    double[] places = fromBelow.stream().mapToDouble(line -> y(line.last().value())).toArray();
    double lowest = 100;
    for (int i = 0; i < places.length; i++) {
      places[i] = Math.min(places[i], lowest);
      lowest = places[i] - NAME_HEIGHT;
    }
    double highest = 0;
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = Math.max(places[i], highest);
      highest = places[i] + NAME_HEIGHT;
    }
    return IntStream.range(0, places.length)
        .mapToObj(i -> new Tick(Axis.percent(places[i]), shortened(fromBelow.get(i).group()), ""))
        .toList();
  }

  private static String shortened(String name) {
    return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
  }
}
