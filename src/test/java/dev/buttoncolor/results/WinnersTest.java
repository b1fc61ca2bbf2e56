package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.PairTest;
import dev.buttoncolor.analysis.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of those that beat control is best. */
class WinnersTest {

  private static final Counts BLUE = new Counts(2000, 200);

  private final Design design = Designs.fourColors();

  @Test
  void oneWinnerIsTheBest() {
    Winners winners = winners(BLUE, new Counts(2000, 400));
    assertEquals(List.of("Orange"), winners.groups());
    assertEquals(Optional.of("Orange"), winners.best());
    assertEquals(List.of(), winners.comparisons());
  }

  @Test
  void theBestBeatsEveryOtherWinner() {
    Winners orange = winners(new Counts(2000, 300), new Counts(2000, 500));
    assertEquals(Optional.of("Orange"), orange.best());
    Winners green = winners(new Counts(2000, 500), new Counts(2000, 300));
    assertEquals(Optional.of("Green"), green.best());
    assertEquals(List.of("Green"), green.leaders());
  }

  /** Two pairs of three are adjusted by three and two, the intervals by three. */
  @Test
  void pairsAreAFamilyOfTheirOwn() {
    GroupCounts counts =
        Designs.counts(BLUE, new Counts(2000, 400), new Counts(2000, 410), new Counts(2000, 530));
    Winners winners = Runs.look(design, counts).winners();
    assertEquals(List.of("Green", "Red", "Orange"), winners.groups());
    assertEquals(List.of("Orange"), winners.leaders());
    assertEquals(3, winners.comparisons().size());
    Comparison greenAndOrange = winners.comparisons().get(1).comparison();
    assertEquals("Green", greenAndOrange.against());
    assertEquals(3 * greenAndOrange.pValue(), greenAndOrange.adjustedPValue(), 1e-15);
    PairCounts pair = PairCounts.of(new Counts(2000, 400), new Counts(2000, 530));
    assertEquals(
        PairTest.of(new Pair("Orange", "Green"), pair, 5000, Evidence.NONE)
            .intervals(.05 / 3)
            .differences(),
        new Interval(greenAndOrange.low().getAsDouble(), greenAndOrange.high().getAsDouble()));
  }

  @Test
  void evidenceOfEarlierLooksDecidesBetweenWinnersToo() {
    GroupCounts clear = Designs.counts(BLUE, new Counts(2000, 300), BLUE, new Counts(2000, 500));
    Evidence before = Designs.look(Evidence.NONE, design, clear);
    GroupCounts now = Designs.counts(BLUE, new Counts(2000, 360), BLUE, new Counts(2000, 400));
    Comparison pair = Runs.look(design, now, before).winners().comparisons().get(0).comparison();
    assertTrue(new MixtureSequence(now.of(new Pair("Orange", "Green")), 5000).p() > .05);
    assertEquals(Standing.BEATS, pair.standing());
  }

  private Winners winners(Counts green, Counts orange) {
    return Runs.look(design, Designs.counts(BLUE, green, BLUE, orange)).winners();
  }
}
