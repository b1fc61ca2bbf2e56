package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.Designs.assertFigures;
import static dev.buttoncolor.analysis.Designs.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted, what is compared with what, and from when on. */
class CountsTest {

  @ParameterizedTest
  @CsvSource({
    "81/263, 0.2553 0.3662",
    "0/20, 0.0000000000000000 0.1611",
    "20/20, 0.8389 1.0000000000000000"
  })
  void rateHasWilsonsInterval(String counts, String ends) {
    Interval interval = parse(counts).rateInterval().orElseThrow();
    assertFigures(ends, interval.low(), interval.high());
  }

  @ParameterizedTest
  @CsvSource({
    "120/1000, 0/1000, true, a group without a signup is compared too",
    "20/100, 0/100, true, exactly enough",
    "20/99, 200/1000, false, too few visitors",
    "200/1000, 20/99, false, too few visitors of the other",
    "5/1000, 14/1000, false, 9.5 expected signups",
    "5/1000, 15/1000, true, 10 expected signups",
    "990/1000, 991/1000, false, 9.5 expected without one",
    "990/1000, 990/1000, true, 10 expected without one",
    "0/1000, 0/1000, false, no rate",
    "0/0, 0/0, false, no visitors",
  })
  void minimumSampleGoesByExpectedCounts(String one, String other, boolean reached, String why) {
    PairCounts pair = Designs.pair(parse(one), parse(other));
    assertEquals(reached, pair.hasMinimumSample(), why);
    assertEquals(reached, pair.progress() == 1, why);
  }

  /** What each stretch expects of its smaller group; one without a group adds nothing. */
  @Test
  void minimumSampleAddsUpOverStretches() {
    Counts few = new Counts(60, 6);
    Counts many = new Counts(900, 90);
    PairCounts.InStretch half = new PairCounts.InStretch(few, many);
    PairCounts.InStretch other = new PairCounts.InStretch(many, few);
    PairCounts.InStretch alone = new PairCounts.InStretch(many, Counts.EMPTY);
    assertFalse(new PairCounts(List.of(half, alone)).hasMinimumSample());
    assertTrue(new PairCounts(List.of(half, other, alone)).hasMinimumSample());
    assertEquals(12, new PairCounts(List.of(half, other)).expectedSignups(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"4/50, 125", "5/63, 126", "25/50, 100", "0/50,", "5/5,"})
  void neededVisitorsGoByTheRateSoFar(String each, Long needed) {
    assertEquals(
        needed == null ? OptionalLong.empty() : OptionalLong.of(needed),
        Designs.pair(parse(each), parse(each)).neededVisitors());
  }

  @Test
  void plannedLookNeedsTwentyExpected() {
    Counts many = new Counts(2500, 20);
    assertTrue(Designs.pair(many, many).isPlannedLookDue(5000));
    assertFalse(Designs.pair(many, many).isPlannedLookDue(5001));
    assertFalse(Designs.pair(many, new Counts(2500, 19)).isPlannedLookDue(5000));
  }

  @Test
  void designKeepsTheOrderAndEvensRoundedSharesOut() {
    Map<String, Double> shares = new LinkedHashMap<>();
    List.of("z", "b", "a").forEach(name -> shares.put(name, 0.3333));
    Design design = new Design("b", shares, 5000);
    assertEquals(List.of("z", "b", "a"), List.copyOf(design.shares().keySet()));
    assertEquals(List.of("z", "a"), design.treatments());
    assertEquals(1.0 / 3, design.shares().get("a"), 1e-15);
    assertEquals(0.025, design.level());
  }
}
