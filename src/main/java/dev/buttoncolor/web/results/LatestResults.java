package dev.buttoncolor.web.results;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.results.Analysis;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.Snapshot;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.Recorded;
import dev.buttoncolor.web.results.ResultsDocument.Heading;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The results of this moment, from what the store has and the experiment plans. */
public final class LatestResults implements Supplier<Optional<ResultsDocument>> {

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

  /** The results; empty while the experiment's groups are not known. */
  @Override
  public Optional<ResultsDocument> get() {
    return design.get().map(this::document);
  }

  private ResultsDocument document(Design design) {
    Recorded recorded = store.look();
    return ResultsDocument.of(
        new Heading(experimentName, mode, clock.instant(), recorded.since()),
        design,
        experiment.spec().map(ExperimentSpec::groups).orElse(List.of()).stream()
            .collect(Collectors.toMap(Group::name, group -> group.color().css())),
        recorded.tally(),
        Analysis.of(design, recorded.tally(), recorded.smallest()),
        exclusions(recorded),
        recorded.series().stream()
            .map(bucket -> new Snapshot(bucket.opened(), bucket.tally()))
            .toList());
  }

  private static Map<String, Long> exclusions(Recorded recorded) {
    Map<String, Long> byKey = new LinkedHashMap<>();
    recorded.exclusions().forEach((kind, times) -> byKey.put(kind.key(), times));
    return byKey;
  }
}
