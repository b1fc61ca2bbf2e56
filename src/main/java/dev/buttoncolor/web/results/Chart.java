package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The axes of a line chart: visitors so far to the right, values upwards. Lines are drawn in a
 * square of 1000 by 1000 that is stretched to the chart, labels at places in percent, so that the
 * page needs no script to draw them at any size.
 *
 * @param looks the moments that the chart shows, oldest first; at least one
 * @param values the axis upwards
 */
record Chart(List<Look> looks, Axis values) {

  private static final int MOST_TIMES = 4;

  /** Percent of the height that a name takes. */
  private static final double NAME_HEIGHT = 6.5;

  /** Of a name beside a chart; the legend has it whole. */
  private static final int MOST_LETTERS = 12;

  /** More would be too narrow for a finger. */
  private static final int MOST_STRIPS = 40;

  /**
   * A moment of the run.
   *
   * @param visitors of all groups by then
   */
  record Look(Instant time, long visitors) {}

  /**
   * A value at a moment, and the ends of its interval; of a rate all three are one.
   *
   * @param told the value in words
   */
  record Point(Look at, double low, double value, double high, String told) {}

  /**
   * A marked place of an axis.
   *
   * @param second another label, below the first
   */
  record Tick(String at, String label, String second) {}

  /** A part of the chart's width, which tells on hover or tap what the lines are there. */
  record Strip(String at, String width, String told) {}

  /**
   * The chart that shows these lines.
   *
   * @param lines the first quarter of each may lie outside: early looks leave nearly everything
   *     open
   */
  static Chart of(List<Look> looks, List<List<Point>> lines, boolean signed) {
    double[] shown =
        DoubleStream.concat(
                lines.stream()
                    .flatMap(line -> line.subList(line.size() / 4, line.size()).stream())
                    .flatMapToDouble(point -> DoubleStream.of(point.low(), point.high())),
                signed ? DoubleStream.of(0) : DoubleStream.empty())
            .toArray();
    return new Chart(looks, Axis.over(signed, shown));
  }

  /** At most that many, 2 or more, evenly spaced, the first and the last among them. */
  static <T> List<T> thinned(int most, List<T> all) {
    return all.size() <= most
        ? List.copyOf(all)
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }

  private Look last() {
    return looks.get(looks.size() - 1);
  }

  String line(List<Point> points) {
    return places(points, Point::value);
  }

  private String places(List<Point> points, ToDoubleFunction<Point> value) {
    return points.stream()
        .map(
            point ->
                String.format(
                    Locale.ROOT,
                    "%.0f,%.0f",
                    10 * x(point.at().visitors()),
                    10 * y(value.applyAsDouble(point))))
        .collect(Collectors.joining(" "));
  }

  /** The outline of a band: there along its low end, and back along its high end. */
  String band(List<Point> points) {
    List<Point> back = new ArrayList<>(points);
    Collections.reverse(back);
    return places(points, Point::low) + " " + places(back, Point::high);
  }

  /** Round numbers of visitors, and when the run had them. */
  List<Tick> visitors() {
    long step =
        LongStream.iterate(1, power -> 10 * power)
            .flatMap(power -> LongStream.of(power, 2 * power, 5 * power))
            .filter(round -> last().visitors() / round <= MOST_TIMES)
            .findFirst()
            .getAsLong();
    return LongStream.rangeClosed(1, last().visitors() / step)
        .map(i -> i * step)
        .mapToObj(seen -> new Tick(across(seen), Wording.number(seen), time(seen)))
        .toList();
  }

  /** When the run first had so many visitors, as precisely as its length asks for. */
  private String time(long visitors) {
    Duration length = Duration.between(looks.get(0).time(), last().time());
    String pattern = length.toDays() > 1 ? "d MMM" : length.toMinutes() > 10 ? "HH:mm" : "HH:mm:ss";
    Look found = looks.stream().filter(look -> look.visitors() >= visitors).findFirst().get();
    return DateTimeFormatter.ofPattern(pattern, Locale.US)
        .withZone(ZoneOffset.UTC)
        .format(found.time());
  }

  /**
   * Strips from the first point on, which tell of every line.
   *
   * @param lines the points of each line, by its name
   */
  List<Strip> strips(Map<String, List<Point>> lines) {
    List<Look> moments =
        thinned(
            MOST_STRIPS,
            lines.values().stream()
                .flatMap(List::stream)
                .map(Point::at)
                .distinct()
                .sorted(Comparator.comparing(Look::visitors))
                .toList());
    return IntStream.range(0, moments.size())
        .mapToObj(
            i -> {
              double from = i == 0 ? x(moments.get(0).visitors()) : middle(moments, i - 1);
              double to = i == moments.size() - 1 ? 100 : middle(moments, i);
              return new Strip(
                  Axis.percent(from), Axis.percent(to - from), told(moments.get(i), lines));
            })
        .toList();
  }

  private double middle(List<Look> moments, int before) {
    return (x(moments.get(before).visitors()) + x(moments.get(before + 1).visitors())) / 2;
  }

  private static String told(Look moment, Map<String, List<Point>> lines) {
    return lines.entrySet().stream()
        .flatMap(
            line ->
                line.getValue().stream()
                    .filter(point -> point.at().equals(moment))
                    .map(point -> line.getKey() + " " + point.told()))
        .collect(
            Collectors.joining(
                "\n",
                "%s visitors, %s\n"
                    .formatted(Wording.number(moment.visitors()), Figures.time(moment.time())),
                ""));
  }

  /** The height of a value, such as {@code 62.50%} from the top. */
  String at(double value) {
    return Axis.percent(y(value));
  }

  /** The place of a number of visitors, from the left. */
  String across(long visitors) {
    return Axis.percent(x(visitors));
  }

  /** On which side of a place its label has room: {@code before} or {@code after}. */
  String side(long visitors) {
    return x(visitors) > 50 ? "before" : "after";
  }

  private double x(long visitors) {
    return 100.0 * visitors / Math.max(1, last().visitors());
  }

  /** Values far outside are drawn a little outside. */
  private double y(double value) {
    return 100 * Math.max(-0.5, Math.min(1.5, 1 - values.part(value)));
  }

  /**
   * Names at the ends of lines, moved apart if two end close together.
   *
   * @param lines the points of each line, by its name
   */
  List<Tick> names(Map<String, List<Point>> lines) {
    List<String> fromBelow =
        lines.keySet().stream()
            .sorted(Comparator.comparing(name -> last(lines.get(name)).value()))
            .toList();
    double[] places =
        fromBelow.stream().mapToDouble(name -> y(last(lines.get(name)).value())).toArray();
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
        .mapToObj(i -> new Tick(Axis.percent(places[i]), shortened(fromBelow.get(i)), ""))
        .toList();
  }

  static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }

  private static String shortened(String name) {
    return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
  }
}
