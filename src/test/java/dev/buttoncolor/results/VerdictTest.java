package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.results.Verdict.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sentences people will repeat. */
class VerdictTest {

  private static final Counts EVEN = new Counts(1000, 120);

  private final Design design = Plans.fourColors();

  @Test
  void severalWinnersAreNotRankedAmongThemselves() {
    assertVerdict(
        State.DECIDED,
        "Orange and Green beat Blue: 22.0% and 20.0% against 12.0% signed up. Which of these is best"
            + " is not decided. Red is not decided yet.",
        Plans.tally(EVEN, new Counts(1000, 200), EVEN, new Counts(1000, 220)));
  }

  @Test
  void losersAreNamedToo() {
    assertVerdict(
        State.DECIDED,
        "Orange beats Blue: 22.0% against 12.0% signed up. Green and Red lose to Blue: 6.0% and 5.0%"
            + " against 12.0% signed up.",
        Plans.tally(EVEN, new Counts(1000, 60), new Counts(1000, 50), new Counts(1000, 220)));
  }

  @Test
  void aDifferenceThatVanishedIsNotSoldAsAWin() {
    SmallestP onceClear = new SmallestP(Map.of("Orange", 0.001), 1);
    assertEquals(
        new Verdict(
            State.DECIDED,
            "Orange no longer differs from Blue: 12.0% against 12.0% signed up. The difference was"
                + " clear once: look for what changed during the run. Green and Red are not decided"
                + " yet."),
        Analysis.of(design, Plans.tally(EVEN, EVEN, EVEN, EVEN), onceClear).verdict());
  }

  @Test
  void undecidedSaysHowFarItIs() {
    assertVerdict(
        State.UNDECIDED,
        "Not decided yet: no color is clearly better or worse than Blue. Each comparison has seen"
            + " 2,000 of 5,000 planned visitors.",
        Plans.tally(EVEN, EVEN, EVEN, EVEN));
    Counts more = new Counts(3000, 360);
    assertVerdict(
        State.UNDECIDED,
        "Not decided yet: no color is clearly better or worse than Blue. Each comparison has seen"
            + " all 5,000 planned visitors.",
        Plans.tally(more, more, more, more));
  }

  @Test
  void collectingSaysWhatIsMissing() {
    Counts enough = new Counts(100, 12);
    assertVerdict(
        State.COLLECTING,
        "Too early to say: Orange needs 38 more visitors and 2 more signups.",
        Plans.tally(enough, enough, enough, new Counts(62, 8)));
    assertVerdict(
        State.COLLECTING,
        "Too early to say: Red needs 20 more visitors and 1 more signup, and 1 other color needs more"
            + " too.",
        Plans.tally(enough, enough, new Counts(80, 9), new Counts(99, 12)));
    assertVerdict(
        State.COLLECTING,
        "Too early to say: Blue needs 1 more visitor who does not sign up.",
        Plans.tally(new Counts(100, 91), enough, enough, enough));
    assertVerdict(
        State.COLLECTING,
        "Too early to say: Blue needs 100 more visitors and 10 more signups, and 3 other colors need"
            + " more too.",
        Tally.EMPTY);
  }

  @Test
  void sizesThatDoNotFitComeBeforeEverything() {
    assertVerdict(
        State.INVALID,
        "Do not trust these results: the groups' sizes do not fit their planned shares (p below"
            + " 0.0001). Orange has 700 visitors where about 925 were expected. Look for visitors of"
            + " one color that are lost or counted by mistake: a page that fails or is slow, a"
            + " redirect, a bot, shares changed during the run.",
        Plans.tally(EVEN, EVEN, EVEN, new Counts(700, 200)));
  }

  @Test
  void oneGroupAloneCannotBeCompared() {
    Design alone = new Design("Blue", List.of(new Arm("Blue", 1)), 5000);
    Analysis analysis = Analysis.of(alone, new Tally(Map.of("Blue", EVEN)), SmallestP.NONE);
    assertEquals(
        new Verdict(State.UNDECIDED, "There is nothing to compare: Blue is the only color."),
        analysis.verdict());
  }

  @Test
  void theMachinesLocaleChangesNothing() {
    Tally tally = Plans.tally(EVEN, EVEN, EVEN, EVEN);
    Verdict before = Analysis.of(design, tally, SmallestP.NONE).verdict();
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(before, Analysis.of(design, tally, SmallestP.NONE).verdict());
    } finally {
      Locale.setDefault(machine);
    }
  }

  private void assertVerdict(State state, String text, Tally tally) {
    assertEquals(new Verdict(state, text), Analysis.of(design, tally, SmallestP.NONE).verdict());
  }
}
