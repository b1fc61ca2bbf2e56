package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.results.Wording;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void unitsAndSignsAreWritten() {
    assertEquals("12,345", Wording.number(12_345));
    assertEquals("12.3%", Figures.percent(known(0.1234)));
    assertEquals("10.1% to 14.8%", Figures.percents(Optional.of(new Interval(0.101, 0.148))));
    Comparison green = comparison(new Counts(1000, 120), new Counts(1000, 150));
    assertEquals("+3.0", Figures.points(green));
    assertEquals("−2.6 to +8.6", Wording.pointsInterval(green));
    assertEquals("+25.0%", Figures.lift(green));
    assertEquals("−16.8% to +88.0%", Figures.liftInterval(green));
    assertEquals(
        "22 Nov 2026, 16:40:00 UTC", Figures.time(Instant.parse("2026-11-22T16:40:00.123Z")));
  }

  @Test
  void nothingRoundsToASurety() {
    assertEquals("0.0275", Figures.pValue(0.027518));
    assertEquals("< 0.0001", Figures.pValue(0.00001));
    assertEquals("p < 0.0001", Figures.pIs(known(0.0)).replace('\u00a0', ' '));
    assertEquals("p = 0.4707", Figures.pIs(known(0.470691)).replace('\u00a0', ' '));
    assertEquals("> 99.9%", Figures.chance(known(0.999916)));
    assertEquals("< 0.1%", Figures.chance(known(0.0001)));
    assertEquals("97.5%", Figures.chance(known(0.975068)));
  }

  @Test
  void unknownIsADash() {
    OptionalDouble unknown = OptionalDouble.empty();
    assertEquals("–", Figures.percent(unknown));
    Comparison nothing = comparison(Counts.EMPTY, Counts.EMPTY);
    assertEquals("–", Figures.points(nothing));
    assertEquals("–", Figures.lift(nothing));
    assertEquals("", Wording.pointsInterval(nothing) + Figures.liftInterval(nothing));
    assertEquals("–", Figures.pValue(unknown));
    assertEquals("–", Figures.chance(unknown));
    assertEquals("–", Figures.time(Optional.empty()));
    assertEquals("", Figures.percents(Optional.empty()));
  }

  /** So that nothing is called equal that is not. */
  @Test
  void lowRatesHaveMoreDigits() {
    Comparison rare = comparison(new Counts(100_000, 100), new Counts(100_000, 140));
    assertEquals("+0.040", Figures.points(rare));
  }

  @Test
  void liftWithoutAnEndSaysSo() {
    Comparison endless = comparison(new Counts(1000, 0), new Counts(1000, 30));
    assertEquals("–", Figures.lift(endless));
    assertTrue(Figures.liftInterval(endless).startsWith("at least +"));
  }

  private static Comparison comparison(Counts blue, Counts green) {
    return Runs.results(Runs.of(blue, green)).group("Green").comparison().orElseThrow();
  }

  private static OptionalDouble known(double figure) {
    return OptionalDouble.of(figure);
  }
}
