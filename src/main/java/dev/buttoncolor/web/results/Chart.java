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
 * @param low the value at the bottom
 * @param high the value at the top
 * @param signed whether values are differences, in percentage points, or else rates, in percent
 */
record Chart(List<Look> looks, double low, double high, boolean signed) {

  private static final List<Double> VALUE_STEPS =
      List.of(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5);
  private static final int MOST_VALUES = 6;
  private static final int MOST_TIMES = 4;

  /** The part of the height that stays free above and below the lines. */
  private static final double ROOM = 0.06;

  /** Percent of the height that a name takes. */
  private static final double NAME_HEIGHT = 6.5;

  /** Of a name beside a chart; the legend has it whole. */
  private static final int MOST_LETTERS = 12;

  /**
   * A moment of the run.
   *
   * @param visitors of all groups by then
   */
  record Look(Instant time, long visitors) {}

  /** A value at a number of visitors. */
  record Point(long visitors, double value) {}

  /**
   * A marked place of an axis.
   *
   * @param second another label, below the first
   */
  record Tick(String at, String label, String second) {}

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
                    .mapToDouble(Point::value),
                signed ? DoubleStream.of(0) : DoubleStream.empty())
            .toArray();
    double low = DoubleStream.of(shown).min().orElse(0);
    double high = DoubleStream.of(shown).max().orElse(0);
    double room = ROOM * (high > low ? high - low : 0.2);
    return new Chart(looks, signed ? low - room : Math.max(0, low - room), high + room, signed);
  }

  private Look last() {
    return looks.get(looks.size() - 1);
  }

  /** The points of a line. */
  String line(List<Point> points) {
    return points.stream().map(this::place).collect(Collectors.joining(" "));
  }

  /** The outline of a band: there along its low end, and back along its high end. */
  String band(List<Point> low, List<Point> high) {
    List<Point> back = new ArrayList<>(high);
    Collections.reverse(back);
    return line(low) + " " + line(back);
  }

  private String place(Point point) {
    return String.format(Locale.ROOT, "%.0f,%.0f", 10 * x(point.visitors()), 10 * y(point.value()));
  }

  List<Tick> values() {
    double step =
        VALUE_STEPS.stream().filter(s -> (high - low) / s <= MOST_VALUES).findFirst().orElse(0.5);
    int digits = step < 0.001 ? 2 : step < 0.01 ? 1 : 0;
    return DoubleStream.iterate(step * Math.ceil(low / step), v -> v <= high, v -> v + step)
        .mapToObj(value -> new Tick(at(value), label(value, digits), ""))
        .toList();
  }

  private String label(double value, int digits) {
    return signed
        ? Wording.points(value, digits)
        : String.format(Locale.ROOT, "%." + digits + "f%%", 100 * value);
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
        .mapToObj(seen -> new Tick(across(seen), Figures.count(seen), time(seen)))
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

  /** The height of a value, such as {@code 62.50%} from the top. */
  String at(double value) {
    return percent(y(value));
  }

  /** The place of a number of visitors, from the left. */
  String across(long visitors) {
    return percent(x(visitors));
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
    return 100 * Math.max(-0.5, Math.min(1.5, (high - value) / (high - low)));
  }

  /**
   * Names at the ends of lines, moved apart if two end close together.
   *
   * @param ends the value at which each line ends, by its name
   */
  List<Tick> names(Map<String, Double> ends) {
    List<String> fromBelow =
        ends.keySet().stream().sorted(Comparator.comparing(ends::get)).toList();
    double[] places = fromBelow.stream().mapToDouble(name -> y(ends.get(name))).toArray();
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
        .mapToObj(i -> new Tick(percent(places[i]), shortened(fromBelow.get(i)), ""))
        .toList();
  }

  private static String shortened(String name) {
    return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "…";
  }

  private static String percent(double place) {
    return String.format(Locale.ROOT, "%.2f%%", place);
  }
}
