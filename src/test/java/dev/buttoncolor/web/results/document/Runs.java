package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.counts.RecordedRun;
import dev.buttoncolor.store.counts.TimeBucket;
import dev.buttoncolor.store.runs.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results of small runs, made by the real analysis. */
public final class Runs {

  public static final Instant START = Instant.parse("2026-11-22T16:40:00Z");

  private static final Map<String, String> COLORS =
      Map.of("Blue", "#0000ff", "Green", "#008000", "Red", "#ff0000", "Orange", "#ffa500");

  private Runs() {}

  /**
   * Blue is control, Green the treatment, half of the visitors each; one reading after a minute.
   */
  public static RunResults of(Counts blue, Counts green) {
    return of("Green", Mode.EMBEDDED, List.of(counts(blue, "Green", green)));
  }

  /** One reading every minute. */
  public static RunResults of(String treatment, Mode mode, List<GroupCounts> readings) {
    Design design = design(List.of("Blue", treatment));
    return run(design, mode, readings, Duration.ofMinutes(1), Map.of(Exclusion.BOT, 7L));
  }

  /** Control 12.0 %, Green 15.0 %, Red 11.8 %, Orange 18.0 % of 1000 visitors each. */
  public static RunResults workedExample() {
    return fourColors(
        new Counts(1000, 120), new Counts(1000, 150), new Counts(1000, 118), new Counts(1000, 180));
  }

  /** Blue, Green, Red and Orange, planned for 5000. */
  public static RunResults fourColors(Counts... counts) {
    return fourColors(Duration.ofMinutes(1), Map.of(), counts);
  }

  /** The same after some time. */
  public static RunResults fourColors(
      Duration after, Map<Exclusion, Long> exclusions, Counts... counts) {
    List<String> groups = List.of("Blue", "Green", "Red", "Orange");
    Map<String, Counts> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      byGroup.put(groups.get(i), counts[i]);
    }
    List<GroupCounts> readings = counts.length == 0 ? List.of() : List.of(new GroupCounts(byGroup));
    return run(design(groups), Mode.EMBEDDED, readings, after, exclusions);
  }

  private static Design design(List<String> groups) {
    Map<String, Double> shares = new LinkedHashMap<>();
    groups.forEach(group -> shares.put(group, 1.0 / groups.size()));
    return new Design("Blue", shares, 5000);
  }

  private static RunResults run(
      Design design,
      Mode mode,
      List<GroupCounts> readings,
      Duration every,
      Map<Exclusion, Long> counted) {
    Map<Exclusion, Long> exclusions = new EnumMap<>(Exclusion.class);
    for (Exclusion kind : Exclusion.values()) {
      exclusions.put(kind, counted.getOrDefault(kind, 0L));
    }
    Run run =
        new Run(
            1,
            mode,
            "button_color_v3",
            "salt",
            ExperimentState.RUNNING,
            Optional.of(START),
            Optional.empty(),
            Optional.empty());
    return RunResults.of(recorded(run, design, readings, every, exclusions), true, List.of(run))
        .orElseThrow();
  }

  private static RecordedRun recorded(
      Run run,
      Design design,
      List<GroupCounts> readings,
      Duration every,
      Map<Exclusion, Long> exclusions) {
    GroupCounts last = readings.isEmpty() ? GroupCounts.EMPTY : readings.get(readings.size() - 1);
    return new RecordedRun(
        run,
        design.groups().stream().map(Runs::group).toList(),
        Optional.of(design),
        IntStream.range(0, readings.size())
            .mapToObj(i -> new TimeBucket(START.plus(every.multipliedBy(i)), readings.get(i)))
            .toList(),
        Designs.whole(design, last),
        RunningMinima.NONE,
        exclusions,
        List.of(),
        START.plus(every.multipliedBy(readings.size())));
  }

  private static Group group(String name) {
    ButtonColor color = ButtonColor.parse(COLORS.getOrDefault(name, "#008000")).orElseThrow();
    return new Group(name, 0.5, color, "A boot camp");
  }

  public static GroupCounts counts(Counts blue, String name, Counts treatment) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    counts.put("Blue", blue);
    counts.put(name, treatment);
    return new GroupCounts(counts);
  }
}
