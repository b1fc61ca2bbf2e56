package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
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
        "Orange beats Blue: 19.0% against 12.0% signed up. Red loses to Blue: 0.0% against 12.0%"
            + " signed up. Green is not decided: differences to Blue above +5.9 and below −5.9"
            + " points are excluded, after 2,000 of 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, new Counts(1000, 0), new Counts(1000, 190)));
  }

  @Test
  void theBestOfSeveralWinnersIsNamed() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue and Green",
        "Orange and Green beat Blue: 30.0% and 20.0% against 12.0% signed up. Which winner is best"
            + " is tested apart from the rest, with a 5% chance of error of its own. Red is not"
            + " decided: differences to Blue above +5.9 and below −5.9 points are excluded, after"
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
            + " differences to Blue above +7.0 and below −5.9 points are excluded, after 2,000 of"
            + " 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, new Counts(1000, 50), new Counts(1000, 130)));
    assertHeadline(
        State.PARTLY_DECIDED,
        "Green and Red lose to Blue",
        Designs.counts(EVEN, new Counts(1000, 55), new Counts(1000, 50), EVEN));
  }

  @Test
  void whatHasFadedIsNoDecision() {
    Evidence onceClear =
        new Evidence(
            new RunningMinima(Map.of(RunningMinima.Key.above("Orange", "Blue"), 0.001)), Map.of());
    GroupCounts counts = Designs.counts(EVEN, EVEN, EVEN, new Counts(1000, 119));
    assertEquals(
        new Verdict(
            State.UNDECIDED,
            "Not decided yet",
            "Orange was clearly different once, and is not now: chance, something that changed"
                + " during the run, or a true difference smaller than it looked. Green and Red are"
                + " not decided: differences to Blue above +5.9 and below −5.9 points are excluded,"
                + " after 2,000 of 5,000 planned visitors."),
        Runs.look(design, counts, onceClear).verdict());
  }

  @Test
  void whatContradictsItselfIsNoDecision() {
    Evidence both =
        new Evidence(
            new RunningMinima(
                Map.of(
                    RunningMinima.Key.above("Orange", "Blue"), 0.001,
                    RunningMinima.Key.above("Blue", "Orange"), 0.001)),
            Map.of());
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
        "Green, Red and Orange are not decided: differences to Blue above +5.9 and below −5.9"
            + " points are excluded, after 2,000 of 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, EVEN, EVEN));
  }

  @Test
  void fullPlanWithoutADifferenceIsAnEnd() {
    Counts half = new Counts(2500, 300);
    assertVerdict(
        State.UNDECIDED,
        "No difference of 2.9 points or more",
        "Green shows no difference to Blue of 2.9 points or more (not below −2.0, not above +2.0)."
            + " Nothing is open any more: the run can end.",
        Designs.of(5000, .5, .5),
        half,
        half);
  }

  /** The worked example's planned look: two win, and one shows no difference. */
  @Test
  void fullPlanMayDecideSomeAndEndTheRest() {
    assertVerdict(
        State.DECIDED,
        "Orange and Green beat Blue, and are not told apart yet",
        "Orange and Green beat Blue: 16.0% and 14.3% against 12.0% signed up. Which winner is best"
            + " is tested apart from the rest, with a 5% chance of error of its own. Red shows no"
            + " difference to Blue of 3.3 points or more (not below −2.8, not above +2.0). Nothing"
            + " is open any more: the run can end.",
        Designs.plannedLook());
  }

  /** No other one beats Orange, and it does not beat every other. */
  @Test
  void bestMayNotBeClearThoughOneIsAhead() {
    Evidence chain =
        new Evidence(
            new RunningMinima(
                Map.of(
                    RunningMinima.Key.above("Orange", "Red"), 0.0001,
                    RunningMinima.Key.above("Red", "Green"), 0.0001)),
            Map.of());
    GroupCounts counts =
        Designs.counts(EVEN, new Counts(1000, 300), new Counts(1000, 330), new Counts(1000, 360));
    assertEquals(
        "Orange, Red and Green beat Blue; which is best is not clear yet",
        Runs.look(design, counts, chain).verdict().headline());
  }

  @Test
  void progressIsThatOfTheOpenComparisons() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue",
        "Orange beats Blue: 20.0% against 12.0% signed up. Green and Red are not decided:"
            + " differences to Blue above +5.9 and below −5.9 points are excluded, after 2,000 of"
            + " 5,000 planned visitors.",
        Designs.counts(EVEN, EVEN, EVEN, new Counts(950, 190)));
  }

  @Test
  void groupsThatAreTooSmallWaitAlone() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue",
        "Orange beats Blue: 19.0% against 12.0% signed up. It is too early to say anything of Green"
            + " and Red.",
        Designs.of(5000, .45, .05, .05, .45),
        new Counts(1000, 120),
        new Counts(90, 10),
        new Counts(91, 10),
        new Counts(1000, 190));
  }

  @Test
  void collectingSaysWhatIsMissing() {
    Counts few = new Counts(62, 4);
    assertVerdict(
        State.COLLECTING,
        "Too early to say",
        "The comparison of Red with Blue comes first. It needs 124 visitors of each at the signup"
            + " rate so far. The smaller group has 62.",
        Designs.counts(few, few, new Counts(62, 6), few));
    assertVerdict(
        State.COLLECTING,
        "Too early to say",
        "The comparison of Green with Blue comes first. It needs 100 visitors of each, and as many"
            + " as have 10 signups at their common rate. The smaller group has 0.",
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
                Designs.counts(
                    Designs.of(5000, .8, .1, .1),
                    new Counts(720, 80),
                    new Counts(40, 5),
                    new Counts(240, 20)))
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
        EVEN);
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
    assertEquals(new Verdict(state, headline, detail), Runs.look(design, counts).verdict());
  }

  private static void assertVerdict(
      State state, String headline, String detail, Design design, Counts... counts) {
    assertEquals(
        new Verdict(state, headline, detail),
        Runs.look(design, Designs.counts(design, counts)).verdict());
  }

  private void assertHeadline(State state, String headline, GroupCounts counts) {
    Verdict verdict = Runs.look(design, counts).verdict();
    assertEquals(state, verdict.state());
    assertEquals(headline, verdict.headline());
  }
}
