package dev.buttoncolor.analysis;

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
    Map<String, Double> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      byGroup.put(name(i), shares[i]);
    }
    return new Design("Blue", byGroup, plannedVisitors);
  }

  /** Counts in the order of {@link #of}. */
  public static GroupCounts counts(Counts... counts) {
    Map<String, Counts> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      byGroup.put(name(i), counts[i]);
    }
    return new GroupCounts(byGroup);
  }

  public static String name(int group) {
    return group < COLORS.size() ? COLORS.get(group) : "Group " + group;
  }

  /** Control 12.0 %, Green 15.0 %, Red 11.8 %, Orange 18.0 % of 1000 visitors each. */
  public static GroupCounts workedExample() {
    return counts(
        new Counts(1000, 120), new Counts(1000, 150), new Counts(1000, 118), new Counts(1000, 180));
  }

  /** A whole run at the design's shares. */
  public static List<Stretch> whole(Design design, GroupCounts counts) {
    Map<String, Long> visitors = new LinkedHashMap<>();
    counts.byGroup().forEach((group, count) -> visitors.put(group, count.visitors()));
    return List.of(new Stretch(design.shares(), visitors));
  }

  /** A stretch of groups in the order of {@link #of}. */
  public static Stretch stretch(double[] shares, long... visitors) {
    Map<String, Double> sharesByGroup = new LinkedHashMap<>();
    Map<String, Long> visitorsByGroup = new LinkedHashMap<>();
    for (int i = 0; i < visitors.length; i++) {
      sharesByGroup.put(name(i), shares[i]);
      visitorsByGroup.put(name(i), visitors[i]);
    }
    return new Stretch(sharesByGroup, visitorsByGroup);
  }
}
