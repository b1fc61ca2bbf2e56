package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.results.Wording;
import dev.buttoncolor.store.runs.RecordedRun;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  /** Low rates have more digits, so that nothing is called equal that is not. */
  @ParameterizedTest
  @CsvSource({
    "1000, 120, 1000, 150, +3.0 (−2.6 to +8.6); +25.0% (−16.8% to +88.0%)",
    "100000, 100, 100000, 140, +0.040 (+0.007 to +0.074); +40.0% (+6.3% to +84.4%)",
    "1000, 0, 1000, 30, +3.0 (+1.5 to +5.7); – (at least +134.2%)",
    "0, 0, 0, 0, – (); – ()",
  })
  void comparisonsHaveSignsUnitsAndTheirDigits(
      long blue, long blueSignups, long green, long greenSignups, String figures) {
    RecordedRun run = Runs.of(new Counts(blue, blueSignups), new Counts(green, greenSignups));
    Comparison its = Runs.results(run).group("Green").comparison().orElseThrow();
    assertEquals(
        figures,
        "%s (%s); %s (%s)"
            .formatted(
                Figures.points(its),
                Wording.pointsInterval(its),
                Figures.lift(its),
                Figures.liftInterval(its)));
  }

  /** Nothing rounds to a surety. */
  @ParameterizedTest
  @CsvSource({
    "0.027518, 0.0275, p = 0.0275, 2.8%",
    "0.00001, < 0.0001, p < 0.0001, < 0.1%",
    "0.999916, 0.9999, p = 0.9999, > 99.9%",
    ", –, p = –, –",
  })
  void chancesAndPValues(Double value, String p, String sentence, String chance) {
    OptionalDouble known = value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    assertEquals(p, Figures.pValue(known));
    assertEquals(sentence, Figures.pIs(known).replace('\u00a0', ' '));
    assertEquals(chance, Figures.chance(known));
  }

  @Test
  void intervalOfARateIsRoundedOutwards() {
    assertEquals("10.1% to 14.8%", Figures.percents(Optional.of(new Interval(0.101, 0.148))));
    assertEquals("", Figures.percents(Optional.empty()));
  }
}
