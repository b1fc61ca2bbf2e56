package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.analysis.verdict.Results;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.store.counts.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run at one look, and what may be concluded of it.
 *
 * @param recorded what the store has of it
 * @param design what is compared with what
 * @param results the conclusions
 * @param inSpecs whether the specs in force have the experiment
 * @param runs all runs of the experiment, by number
 */
public record RunResults(
    RecordedRun recorded, Design design, Results results, boolean inSpecs, List<Run> runs) {

  /** The results of a run; empty while its groups are not known. */
  public static Optional<RunResults> of(RecordedRun recorded, boolean inSpecs, List<Run> runs) {
    return recorded
        .design()
        .map(
            design ->
                new RunResults(
                    recorded,
                    design,
                    Results.of(design, recorded.counts(), recorded.stretches(), recorded.minima()),
                    inSpecs,
                    runs));
  }

  public GroupCounts counts() {
    return recorded.counts();
  }

  public List<Stretch> stretches() {
    return recorded.stretches();
  }

  public ResultsDocument document() {
    Map<String, String> colors =
        recorded.groups().stream()
            .collect(Collectors.toMap(Group::name, group -> group.color().css()));
    return ResultsDocument.of(this, colors);
  }

  /** Whether these are the same results, looked at at another time perhaps. */
  public boolean isSameAs(RunResults other) {
    return results.equals(other.results)
        && design.equals(other.design)
        && recorded.run().equals(other.recorded.run())
        && recorded.groups().equals(other.recorded.groups())
        && recorded.series().equals(other.recorded.series())
        && recorded.exclusions().equals(other.recorded.exclusions())
        && recorded.changes().equals(other.recorded.changes())
        && inSpecs == other.inSpecs
        && runs.equals(other.runs);
  }
}
