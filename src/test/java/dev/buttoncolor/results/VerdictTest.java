package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.results.Verdict.State;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sentences people will repeat. */
class VerdictTest {

  private static final Counts EVEN = new Counts(1000, 120);

  private final Design design = Designs.fourColors();

  @Test
  void aBrokenColorBlocksNothing() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue",
        "Orange beats Blue: 18.0% against 12.0% signed up. Red loses to Blue: 0.0% against 12.0%"
            + " signed up. Green is not decided: differences to Blue above +5.2 and below −5.2"
            + " points are excluded, after 2,000 of 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, new Counts(1000, 0), new Counts(1000, 180)));
  }

  @Test
  void theBestOfSeveralWinnersIsNamed() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue and Green",
        "Orange and Green beat Blue: 30.0% and 20.0% against 12.0% signed up. Which winner is best"
            + " is tested apart from the rest, with a 5% chance of error of its own. Red is not"
            + " decided: differences to Blue above +5.2 and below −5.2 points are excluded, after"
            + " 2,000 of 5,000 planned visitors.",
        Designs.counts(EVEN, new Counts(1000, 200), EVEN, new Counts(1000, 300)));
  }

  @Test
  void severalWinnersMayNotBeToldApartYet() {
    assertHeadline(
        State.DECIDED,
        "Orange and Green beat Blue, and are not told apart yet",
        Designs.counts(EVEN, new Counts(1000, 200), EVEN, new Counts(1000, 220)));
    assertHeadline(
        State.DECIDED,
        "Orange, Green and Red beat Blue; Orange and Green are not told apart yet",
        Designs.counts(EVEN, new Counts(1000, 380), new Counts(1000, 200), new Counts(1000, 400)));
  }

  @Test
  void losersBesideAWinnerAreNamedToo() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue",
        "Orange beats Blue: 22.0% against 12.0% signed up. Green and Red lose to Blue: 6.0% and"
            + " 5.0% against 12.0% signed up.",
        Designs.counts(EVEN, new Counts(1000, 60), new Counts(1000, 50), new Counts(1000, 220)));
  }

  @Test
  void controlIsKeptWhereEveryTreatmentLoses() {
    assertVerdict(
        State.DECIDED,
        "Keep Blue",
        "Green, Orange and Red lose to Blue: 6.0%, 5.5% and 5.0% against 12.0% signed up.",
        Designs.counts(EVEN, new Counts(1000, 60), new Counts(1000, 50), new Counts(1000, 55)));
  }

  @Test
  void aLoserBesideOpenGroupsDecidesOnlyAPart() {
    assertVerdict(
        State.PARTLY_DECIDED,
        "Red loses to Blue",
        "Red loses to Blue: 5.0% against 12.0% signed up. Orange and Green are not decided:"
            + " differences to Blue above +6.3 and below −5.2 points are excluded, after 2,000 of"
            + " 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, new Counts(1000, 50), new Counts(1000, 130)));
    assertHeadline(
        State.PARTLY_DECIDED,
        "Green and Red lose to Blue",
        Designs.counts(EVEN, new Counts(1000, 55), new Counts(1000, 50), EVEN));
  }

  @Test
  void whatHasFadedIsNoDecision() {
    RunningMinima onceClear =
        new RunningMinima(Map.of(RunningMinima.Key.above(design.key(), "Orange", "Blue"), 0.001));
    GroupCounts counts = Designs.counts(EVEN, EVEN, EVEN, new Counts(1000, 119));
    assertEquals(
        new Verdict(
            State.UNDECIDED,
            "Not decided yet",
            "Orange was clearly different once, and is not now: chance, or something changed during"
                + " the run. Green and Red are not decided: differences to Blue above +5.2 and"
                + " below −5.2 points are excluded, after 2,000 of 5,000 planned visitors."),
        Runs.look(design, counts, onceClear).verdict());
  }

  @Test
  void whatContradictsItselfIsNoDecision() {
    RunningMinima both =
        new RunningMinima(
            Map.of(
                RunningMinima.Key.above(design.key(), "Orange", "Blue"), 0.001,
                RunningMinima.Key.above(design.key(), "Blue", "Orange"), 0.001));
    Verdict verdict =
        Runs.look(design, Designs.counts(EVEN, EVEN, EVEN, new Counts(1000, 180)), both).verdict();
    assertEquals(State.UNDECIDED, verdict.state());
    assertEquals(
        "Orange was clearly better at one time and clearly worse at another: something changed"
            + " during the run.",
        verdict.detail().substring(0, verdict.detail().indexOf(" Green")));
  }

  @Test
  void undecidedSaysWhatIsExcluded() {
    assertVerdict(
        State.UNDECIDED,
        "Not decided yet",
        "Green, Red and Orange are not decided: differences to Blue above +5.2 and below −5.2"
            + " points are excluded, after 2,000 of 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, EVEN, EVEN));
  }

  @Test
  void theEndOfThePlanSaysNoMoreThanWhatIsExcluded() {
    Counts more = new Counts(3000, 360);
    assertVerdict(
        State.UNDECIDED,
        "Not decided yet",
        "Green, Red and Orange are not decided: differences to Blue above +2.9 and below −2.9"
            + " points are excluded, after all 5,000 planned visitors.",
        Designs.counts(more, more, more, more));
  }

  @Test
  void thePlanIsAtItsEndWithItsLastVisitor() {
    Counts half = new Counts(2500, 300);
    assertVerdict(
        State.UNDECIDED,
        "Not decided yet",
        "Green, Red and Orange are not decided: differences to Blue above +3.2 and below −3.2"
            + " points are excluded, after all 5,000 planned visitors.",
        Designs.counts(half, half, half, half));
  }

  @Test
  void progressIsThatOfTheOpenComparisons() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue",
        "Orange beats Blue: 20.0% against 12.0% signed up. Green and Red are not decided:"
            + " differences to Blue above +5.2 and below −5.2 points are excluded, after 2,000 of"
            + " 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, EVEN, new Counts(950, 190)));
  }

  @Test
  void groupsThatAreTooSmallWaitAlone() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue",
        "Orange beats Blue: 18.0% against 12.0% signed up. It is too early to say anything of Green"
            + " and Red.",
        new Design("Blue", Map.of("Blue", .45, "Green", .05, "Red", .05, "Orange", .45), 5000),
        Designs.counts(EVEN, new Counts(90, 10), new Counts(91, 10), new Counts(1000, 180)));
  }

  @Test
  void collectingSaysWhatIsMissing() {
    Counts few = new Counts(62, 4);
    assertVerdict(
        State.COLLECTING,
        "Too early to say",
        "The smaller of Blue and Red has 62 visitors; at their common rate of 8.1% a comparison"
            + " needs 124.",
        Designs.counts(few, few, new Counts(62, 6), few));
    assertVerdict(
        State.COLLECTING,
        "Too early to say",
        "The smaller of Blue and Green has 0 visitors, and their signup rate is unknown: a"
            + " comparison needs 100 visitors, and as many as have 10 signups at the common rate.",
        GroupCounts.EMPTY);
  }

  @Test
  void sizesThatDoNotFitComeBeforeEverything() {
    assertVerdict(
        State.INVALID,
        "Do not trust these results: the groups' sizes do not fit their shares",
        "Orange has 700 visitors where about 925 were expected (p below 0.0001). Look for visitors"
            + " of one group that are lost or counted by mistake: a page that fails or is slow, a"
            + " redirect, a bot.",
        Designs.counts(EVEN, EVEN, EVEN, new Counts(700, 200)));
  }

  /** 60 of 100 lost say more than 80 of 800. */
  @Test
  void theGroupThatFitsWorstIsNamed() {
    Verdict verdict =
        Runs.look(
                Designs.of(5000, .8, .1, .1),
                Designs.counts(new Counts(720, 80), new Counts(40, 5), new Counts(240, 20)))
            .verdict();
    assertEquals(State.INVALID, verdict.state());
    assertEquals("Red has 240 visitors", verdict.detail().substring(0, 20));
  }

  @Test
  void oneGroupAloneCannotBeCompared() {
    assertVerdict(
        State.UNDECIDED,
        "There is nothing to compare",
        "Blue is the only group of the experiment.",
        Designs.of(5000, 1),
        Designs.counts(EVEN));
  }

  @Test
  void aChangedPlanSaysThatPStartsAnew() {
    GroupCounts counts = Designs.workedExample();
    RunningMinima before = RunningMinima.NONE.after(design, counts, Designs.whole(design, counts));
    Results same = Runs.look(design, counts, before);
    Results changed = Runs.look(Designs.of(20_000, .25, .25, .25, .25), counts, before);
    String says =
        " The shares or the planned visitors were changed during this run: p counts the looks since"
            + " then.";
    assertFalse(same.verdict().detail().contains(says));
    assertEquals(
        says,
        changed.verdict().detail().substring(changed.verdict().detail().length() - says.length()));
  }

  @Test
  void theMachinesLocaleChangesNothing() {
    GroupCounts counts = Designs.counts(EVEN, EVEN, EVEN, EVEN);
    Verdict before = Runs.look(design, counts).verdict();
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(before, Runs.look(design, counts).verdict());
    } finally {
      Locale.setDefault(machine);
    }
  }

  private void assertVerdict(State state, String headline, String detail, GroupCounts counts) {
    assertVerdict(state, headline, detail, design, counts);
  }

  private static void assertVerdict(
      State state, String headline, String detail, Design design, GroupCounts counts) {
    assertEquals(new Verdict(state, headline, detail), Runs.look(design, counts).verdict());
  }

  private void assertHeadline(State state, String headline, GroupCounts counts) {
    Verdict verdict = Runs.look(design, counts).verdict();
    assertEquals(state, verdict.state());
    assertEquals(headline, verdict.headline());
  }
}
