package dev.buttoncolor.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Designs and counts that several tests start from. */
public final class Designs {

  public static final List<String> COLORS = List.of("Blue", "Green", "Red", "Orange");

  private Designs() {}

  /** Blue is control, four groups of a quarter each, planned for 5000. */
  public static Design fourColors() {
    return of(5000, 0.25, 0.25, 0.25, 0.25);
  }

  /** Blue is control; the shares are those of as many colors or, of more, numbered groups. */
  public static Design of(long plannedVisitors, double... shares) {
    return new Design("Blue", shares(shares), plannedVisitors);
  }

  private static Map<String, Double> shares(double... shares) {
    Map<String, Double> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      byGroup.put(name(i), shares[i]);
    }
    return byGroup;
  }

  /** Counts of groups at equal shares, in the order of {@link #of}. */
  public static GroupCounts counts(Counts... counts) {
    double[] shares = new double[counts.length];
    Arrays.fill(shares, 1.0 / counts.length);
    return new GroupCounts(List.of(stretch(shares, counts)));
  }

  /** Counts at a design's shares, in the order of its groups. */
  public static GroupCounts counts(Design design, Counts... counts) {
    Map<String, Counts> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      byGroup.put(design.groups().get(i), counts[i]);
    }
    return new GroupCounts(List.of(new Stretch(design.shares(), byGroup)));
  }

  public static String name(int group) {
    return group < COLORS.size() ? COLORS.get(group) : "Group " + group;
  }

  /** Look 1 of the worked example: 12.0, 15.0, 11.8 and 18.0 % of 1000 visitors each. */
  public static GroupCounts workedExample() {
    return counts(
        new Counts(1000, 120), new Counts(1000, 150), new Counts(1000, 118), new Counts(1000, 180));
  }

  /** Look 2, the planned one: 2500 visitors each. */
  public static GroupCounts plannedLook() {
    return counts(
        new Counts(2500, 300), new Counts(2500, 357), new Counts(2500, 290), new Counts(2500, 400));
  }

  /** A stretch of groups in the order of {@link #of}; some may have no share. */
  public static Stretch stretch(double[] shares, Counts... counts) {
    Map<String, Counts> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      byGroup.put(name(i), counts[i]);
    }
    return new Stretch(shares(shares), byGroup);
  }

  /**
   * The evidence once these counts are looked at, and the planned looks that are due are stored.
   */
  public static Evidence look(Evidence before, Design design, GroupCounts counts) {
    return before.after(design, counts).merge(before.due(design, counts));
  }
}
