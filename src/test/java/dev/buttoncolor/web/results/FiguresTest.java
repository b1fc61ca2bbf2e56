package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void unitsAndSignsAreWritten() {
    assertEquals("12,345", Figures.count(12_345));
    assertEquals("12.3%", Figures.percent(known(0.1234)));
    assertEquals("10.1% to 14.8%", Figures.percents(Optional.of(new Interval(0.101, 0.148))));
    assertEquals("+3.0", Figures.points(0.03));
    assertEquals("−2.4 to +8.4", Figures.points(known(-0.024296), known(0.084296)));
    assertEquals("+25.0%", Figures.lift(known(0.25)));
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
    assertEquals("0.0", Figures.points(-0.0001));
  }

  @Test
  void unknownIsADash() {
    OptionalDouble unknown = OptionalDouble.empty();
    assertEquals("–", Figures.percent(unknown));
    assertEquals("–", Figures.points(unknown));
    assertEquals("–", Figures.lift(unknown));
    assertEquals("–", Figures.pValue(unknown));
    assertEquals("–", Figures.chance(unknown));
    assertEquals("–", Figures.time(Optional.empty()));
    assertEquals("", Figures.percents(Optional.empty()));
  }

  private static OptionalDouble known(double figure) {
    return OptionalDouble.of(figure);
  }
}
