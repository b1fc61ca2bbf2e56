package dev.buttoncolor.results;

import static dev.buttoncolor.experiment.ExperimentState.RUNNING;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.Lifecycle;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.RecordedRun.TimeBucket;
import dev.buttoncolor.store.runs.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recorded runs, and the results of looks at them. */
public final class Runs {

  public static final Instant START = Instant.parse("2026-11-22T16:40:00Z");

  private static final Map<String, String> COLORS =
      Map.of("Blue", "#0000ff", "Green", "#008000", "Red", "#ff0000", "Orange", "#ffa500");

  private Runs() {}

  public static Results results(RecordedRun recorded) {
    return Results.of(recorded, true, List.of(recorded.run())).orElseThrow();
  }

  static Results look(Design design, GroupCounts counts) {
    return look(design, counts, Evidence.NONE);
  }

  static Results look(Design design, GroupCounts counts, Evidence before) {
    return results(recorded(design, Mode.EMBEDDED, List.of(counts), before, Map.of()));
  }

  static Comparison comparison(Results results, String group) {
    return results.group(group).comparison().orElseThrow();
  }

  /** Blue is control, Green the treatment, half of the visitors each; one reading. */
  public static RecordedRun of(Counts blue, Counts green) {
    return of("Green", Mode.EMBEDDED, List.of(Designs.counts(blue, green)));
  }

  /** One reading every minute. */
  public static RecordedRun of(String treatment, Mode mode, List<GroupCounts> readings) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("Blue", 0.5);
    shares.put(treatment, 0.5);
    Design design = new Design("Blue", shares, 5000);
    return recorded(design, mode, readings, Evidence.NONE, Map.of(Exclusion.BOT, 7L));
  }

  /** Control 12.0 %, Green 15.0 %, Red 11.8 %, Orange 18.0 % of 1000 visitors each. */
  public static RecordedRun workedExample() {
    return fourColors(Map.of(), Designs.workedExample());
  }

  /** Blue, Green, Red and Orange, planned for 5000. */
  public static RecordedRun fourColors(Counts... counts) {
    return fourColors(Map.of(), Designs.counts(counts));
  }

  public static RecordedRun fourColors(Map<Exclusion, Long> exclusions, GroupCounts counts) {
    List<GroupCounts> readings = counts.byGroup().isEmpty() ? List.of() : List.of(counts);
    return recorded(Designs.fourColors(), Mode.EMBEDDED, readings, Evidence.NONE, exclusions);
  }

  /** Blue and Green at 90/10, then at 50/50, while the rate of both rises. */
  public static GroupCounts stretches() {
    return new GroupCounts(
        List.of(
            Designs.stretch(new double[] {.9, .1}, new Counts(9000, 900), new Counts(1000, 112)),
            Designs.stretch(new double[] {.5, .5}, new Counts(2500, 375), new Counts(2500, 425))));
  }

  /** Each reading is a look, and the planned looks that it makes due are stored at once. */
  private static RecordedRun recorded(
      Design design,
      Mode mode,
      List<GroupCounts> readings,
      Evidence before,
      Map<Exclusion, Long> counted) {
    Evidence evidence = Designs.looks(before, design, readings);
    Map<Exclusion, Long> exclusions = new EnumMap<>(Exclusion.class);
    EnumSet.allOf(Exclusion.class)
        .forEach(kind -> exclusions.put(kind, counted.getOrDefault(kind, 0L)));
    Optional<String> unshipped = Optional.empty();
    Lifecycle life =
        new Lifecycle(
            "salt", RUNNING, Optional.of(START), Optional.empty(), unshipped, false, START);
    List<Group> groups = design.shares().keySet().stream().map(Runs::group).toList();
    Optional<Design> known = Optional.of(design);
    Run run = new Run(1, mode, "button_color_v3", 1, life, groups, List.of(), known, List.of());
    List<TimeBucket> series = new ArrayList<>();
    readings.forEach(counts -> series.add(new TimeBucket(minute(series.size()), counts)));
    return new RecordedRun(run, known, series, evidence, exclusions, minute(series.size()));
  }

  private static Instant minute(int number) {
    return START.plus(Duration.ofMinutes(number));
  }

  private static Group group(String name) {
    ButtonColor color = ButtonColor.parse(COLORS.getOrDefault(name, "#008000")).orElseThrow();
    return new Group(name, 0.5, color, "A boot camp");
  }
}
