package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Designs and counts that several tests start from. */
public final class Designs {

  private static final List<String> COLORS = List.of("Blue", "Green", "Red", "Orange");

  private Designs() {}

  /** Blue is control, four groups of a quarter each, planned for 5000. */
  public static Design fourColors() {
    return of(5000, 0.25, 0.25, 0.25, 0.25);
  }

  /** Blue is control; the shares are those of as many colors or, of more, numbered groups. */
  public static Design of(long plannedVisitors, double... shares) {
    return new Design("Blue", byGroup(Arrays.stream(shares).boxed().toList()), plannedVisitors);
  }

  private static <T> Map<String, T> byGroup(List<T> values) {
    Map<String, T> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      byGroup.put(i < COLORS.size() ? COLORS.get(i) : "Group " + i, values.get(i));
    }
    return byGroup;
  }

  /** Counts of groups at equal shares, in the order of {@link #of}. */
  public static GroupCounts counts(Counts... counts) {
    double[] shares = new double[counts.length];
    Arrays.fill(shares, 1.0 / counts.length);
    return new GroupCounts(List.of(stretch(shares, counts)));
  }

  /** A stretch of groups in the order of {@link #of}; some may have no share. */
  public static Stretch stretch(double[] shares, Counts... counts) {
    return new Stretch(byGroup(Arrays.stream(shares).boxed().toList()), byGroup(List.of(counts)));
  }

  /** Look 1 of the worked example: 12.0, 15.0, 11.8 and 18.0 % of 1000 visitors each. */
  public static GroupCounts workedExample() {
    return ofEach(1000, 120, 150, 118, 180);
  }

  /** Look 2, the planned one: 2500 visitors each. */
  public static GroupCounts plannedLook() {
    return ofEach(2500, 300, 357, 290, 400);
  }

  /** A pair whose shares never changed. */
  public static PairCounts pair(Counts control, Counts treatment) {
    return new PairCounts(List.of(new PairCounts.InStretch(control, treatment)));
  }

  public static GroupCounts ofEach(long visitors, long... signups) {
    return counts(
        Arrays.stream(signups).mapToObj(x -> new Counts(visitors, x)).toArray(Counts[]::new));
  }

  /** {@code 120/1000}: signups of visitors; or visitors alone, of whom none signed up. */
  public static Counts parse(String text) {
    String[] parts = text.split("/");
    long signups = parts.length == 1 ? 0 : Long.parseLong(parts[0]);
    return new Counts(Long.parseLong(parts[parts.length - 1]), signups);
  }

  /**
   * {@code 90/900 12/100 at .9 .1}: groups in the order of {@link #of}; equal shares unless said.
   */
  public static Stretch parseStretch(String text) {
    String[] parts = text.split(" at ");
    Counts[] counts = Stream.of(parts[0].split(" ")).map(Designs::parse).toArray(Counts[]::new);
    return parts.length == 1
        ? counts(counts).stretches().get(0)
        : stretch(
            Stream.of(parts[1].split(" ")).mapToDouble(Double::parseDouble).toArray(), counts);
  }

  /** The evidence once these counts are looked at, each time with the planned looks due stored. */
  public static Evidence looks(Evidence before, Design design, List<GroupCounts> looks) {
    Evidence evidence = before;
    for (GroupCounts counts : looks) {
      evidence = evidence.after(design, counts).merge(evidence.due(design, counts));
    }
    return evidence;
  }

  /** Compares each figure with as many decimals as it is written with. */
  static void assertFigures(String expected, double... actual) {
    String[] figures = expected.strip().split(" +");
    String all = Arrays.toString(actual);
    assertEquals(figures.length, actual.length, all);
    for (int i = 0; i < actual.length; i++) {
      int decimals = figures[i].length() - 1 - figures[i].indexOf('.');
      assertEquals(
          Double.parseDouble(figures[i]), actual[i], 0.5001 * Math.pow(10, -decimals), all);
    }
  }
}
