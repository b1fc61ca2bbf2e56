package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.results.Analysis;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.SmallestP;
import dev.buttoncolor.results.Snapshot;
import dev.buttoncolor.results.Tally;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.RecordedRun;
import dev.buttoncolor.web.results.ResultsDocument.Heading;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The results of this moment, from what the store has and the experiment plans. */
public final class LatestResults implements SharedResults.Source {

  /** What the results are made from: the store's version, and the experiment. */
  private record State(long version, Optional<ExperimentSpec> spec) {}

  private final Experiment experiment;
  private final EventStore store;
  private final Supplier<Optional<Design>> design;
  private final String experimentName;
  private final String mode;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param design what is compared with what; empty while the groups are not known
   * @param experimentName the name of the experiment, to be shown
   * @param mode where the groups come from: {@code embedded} or {@code live}
   */
  public LatestResults(
      Experiment experiment,
      EventStore store,
      Supplier<Optional<Design>> design,
      String experimentName,
      String mode) {
    this.experiment = experiment;
    this.store = store;
    this.design = design;
    this.experimentName = experimentName;
    this.mode = mode;
  }

  @Override
  public Object state() {
    return new State(store.version(), experiment.spec());
  }

  @Override
  public Optional<ResultsDocument> results() {
    return design.get().flatMap(known -> store.look().map(recorded -> document(known, recorded)));
  }

  private ResultsDocument document(Design design, RecordedRun recorded) {
    Tally tally = tally(recorded.counts());
    return ResultsDocument.of(
        new Heading(experimentName, mode, clock.instant(), recorded.since()),
        design,
        experiment.spec().map(ExperimentSpec::groups).orElse(List.of()).stream()
            .collect(Collectors.toMap(Group::name, group -> group.color().css())),
        tally,
        Analysis.of(design, tally, minima(design, recorded)),
        exclusions(recorded),
        recorded.series().stream()
            .map(bucket -> new Snapshot(bucket.opened(), tally(bucket.counts())))
            .toList());
  }

  private static Tally tally(GroupCounts counts) {
    Map<String, Counts> byGroup = new LinkedHashMap<>();
    counts
        .byGroup()
        .forEach((group, n) -> byGroup.put(group, new Counts(n.visitors(), n.signups())));
    return new Tally(byGroup);
  }

  private static SmallestP minima(Design design, RecordedRun recorded) {
    Map<String, Double> byGroup = new LinkedHashMap<>();
    recorded
        .minima()
        .rows()
        .forEach(
            (key, p) -> {
              if (key.group().equals(design.control())) {
                byGroup.merge(key.other(), p, Math::min);
              } else if (key.other().equals(design.control())) {
                byGroup.merge(key.group(), p, Math::min);
              }
            });
    return new SmallestP(byGroup, recorded.minima().p(RunningMinima.Key.SAMPLE_RATIO));
  }

  private static Map<String, Long> exclusions(RecordedRun recorded) {
    Map<String, Long> byKey = new LinkedHashMap<>();
    recorded.exclusions().forEach((kind, times) -> byKey.put(kind.key(), times));
    return byKey;
  }
}
