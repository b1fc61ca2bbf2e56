package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Results;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.store.RecordedRun;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run at one look, and what may be concluded of it.
 *
 * @param recorded what the store has of it
 * @param design what is compared with what
 * @param results the conclusions
 */
record RunResults(RecordedRun recorded, Design design, Results results) {

  /** The results of a run; empty while its groups are not known. */
  static Optional<RunResults> of(RecordedRun recorded) {
    return recorded
        .design()
        .map(
            design ->
                new RunResults(
                    recorded,
                    design,
                    Results.of(
                        design, recorded.counts(), recorded.stretches(), recorded.minima())));
  }

  ResultsDocument document() {
    Map<String, String> colors =
        recorded.groups().stream()
            .collect(Collectors.toMap(Group::name, group -> group.color().css()));
    return ResultsDocument.of(recorded, design, results, colors);
  }

  /** Whether these are the same results, looked at at another time perhaps. */
  boolean isSameAs(RunResults other) {
    return results.equals(other.results)
        && design.equals(other.design)
        && recorded.run().equals(other.recorded.run())
        && recorded.groups().equals(other.recorded.groups())
        && recorded.series().equals(other.recorded.series())
        && recorded.exclusions().equals(other.recorded.exclusions());
  }
}
