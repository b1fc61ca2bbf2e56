package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.verdict.Results;
import dev.buttoncolor.analysis.verdict.Verdict;
import dev.buttoncolor.store.counts.RecordedRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results as they are published: the names and the nesting of its components are those of the
 * JSON document. Times are ISO-8601 in UTC, rates, shares and levels are 0 to 1, and what is not
 * known is null, so a writer must be told to write nulls.
 *
 * @param experiment the experiment's name
 * @param mode where the groups come from, as the program calls it
 * @param run the number of the run
 * @param state where the run is in its life, as in {@link PublishedRun}
 * @param startedAt when the run was first seen running; null before
 * @param endedAt when the run was seen to have ended; null before
 * @param shippedGroup the group that every visitor gets since the end; null where there is none
 * @param runs all runs of the experiment, this one among them
 * @param changes what changed during the run, oldest first
 * @param asOf the time at which these results held; renewed once a minute while nothing changes
 * @param since the time from which on visitors were counted; null before the first
 * @param control the group that the others are compared with
 * @param plannedVisitors of one comparison, control and one treatment together
 * @param level of each interval of a difference, such that all of them hold at once with 95 %
 * @param rho2 the variance of the mixture, from the planned visitors
 * @param varianceRule how the variance of a difference is computed
 * @param minimumSample what a comparison needs before it says anything
 * @param startedAnew whether the design changed during the run, so that p counts only since then
 * @param visitors all that were counted
 * @param signups of these visitors
 * @param groups one for each group, those outside the design last
 * @param winners the treatments that beat control, compared with each other
 * @param excluded the differences to control that the open comparisons exclude by now; null where
 *     none is open
 * @param detectable the rate above control's that the planned visitors find with a chance of 80 %,
 *     at control's rate so far; null while that is unknown
 * @param sampleRatio whether the groups' sizes fit their shares
 * @param verdict the conclusion
 * @param exclusions what was served and not counted, by kind
 * @param series how the counts grew, oldest first
 */
public record ResultsDocument(
    String experiment,
    String mode,
    int run,
    String state,
    String startedAt,
    String endedAt,
    String shippedGroup,
    List<PublishedRun> runs,
    List<PublishedChange> changes,
    String asOf,
    String since,
    String control,
    long plannedVisitors,
    double level,
    double rho2,
    String varianceRule,
    MinimumSampleRule minimumSample,
    boolean startedAnew,
    long visitors,
    long signups,
    List<PublishedGroup> groups,
    PublishedWinners winners,
    Excluded excluded,
    Double detectable,
    PublishedSampleRatio sampleRatio,
    PublishedVerdict verdict,
    Map<String, Long> exclusions,
    List<SeriesPoint> series) {

  private static final String VARIANCE_RULE =
      "maximum likelihood rates under the difference (Farrington and Manning 1990)";

  /**
   * What a comparison needs before it says anything.
   *
   * @param visitors the fewest of the smaller group
   * @param expected the fewest signups, and visitors without one, to be expected of it
   */
  public record MinimumSampleRule(long visitors, long expected) {}

  /**
   * Differences that are excluded.
   *
   * @param above all that are larger
   * @param below all that are smaller
   */
  public record Excluded(double above, double below) {}

  /**
   * The conclusion.
   *
   * @param text headline and detail as one
   */
  public record PublishedVerdict(Verdict.State state, String headline, String detail, String text) {

    private static PublishedVerdict of(Verdict verdict) {
      return new PublishedVerdict(
          verdict.state(),
          verdict.headline(),
          verdict.detail(),
          verdict.headline() + ". " + verdict.detail());
    }
  }

  /**
   * Puts the document together.
   *
   * @param colors of the buttons, by group
   */
  static ResultsDocument of(RunResults run, Map<String, String> colors) {
    RecordedRun recorded = run.recorded();
    Design design = run.design();
    Results results = run.results();
    PublishedRun life = PublishedRun.of(recorded.run(), run.inSpecs());
    Map<String, Long> exclusions = new LinkedHashMap<>();
    recorded.exclusions().forEach((kind, times) -> exclusions.put(kind.key(), times));
    return new ResultsDocument(
        recorded.run().experiment(),
        recorded.run().mode().key(),
        life.run(),
        life.state(),
        life.startedAt(),
        life.endedAt(),
        life.shippedGroup(),
        run.runs().stream().map(one -> PublishedRun.of(one, run.inSpecs())).toList(),
        recorded.changes().stream().map(PublishedChange::of).toList(),
        recorded.readAt().toString(),
        recorded.since().map(Instant::toString).orElse(null),
        design.control(),
        design.plannedVisitors(),
        design.intervalLevel(),
        MixtureSequence.rho2(design.plannedVisitors()),
        VARIANCE_RULE,
        new MinimumSampleRule(MinimumSample.VISITORS, MinimumSample.EXPECTED),
        results.startedAnew(),
        recorded.counts().total().visitors(),
        recorded.counts().total().signups(),
        results.groups().stream()
            .map(result -> PublishedGroup.of(result, colors.get(result.group())))
            .toList(),
        PublishedWinners.of(results.winners()),
        results.open().map(open -> new Excluded(open.high(), open.low())).orElse(null),
        Nulls.of(results.detectable()),
        PublishedSampleRatio.of(results.sampleRatio()),
        PublishedVerdict.of(results.verdict()),
        exclusions,
        recorded.series().stream().map(SeriesPoint::of).toList());
  }

  /** The query with which a link leads to the same run, whichever is current by then. */
  public String query() {
    return runs.size() > 1 ? "?run=" + run : "";
  }
}
