package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.results.Verdict.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences people will repeat. */
class VerdictTest {

  private static final Counts EVEN = new Counts(1000, 120);

  /**
   * Runs of a plan of 5000, each with what it is about, its shares if they are not equal, the
   * counts of Blue, Green, Red and Orange, and the verdict line by line.
   */
  private record Told(String about, double[] shares, Counts[] counts, Verdict verdict) {

    private static Told of(String block) {
      String[] lines = block.split("\n", -1);
      String[] parts = lines[1].split(" at ");
      Counts[] counts = Arrays.stream(parts[0].split(" ")).map(Told::counts).toArray(Counts[]::new);
      double[] shares = new double[counts.length];
      Arrays.fill(shares, 1.0 / counts.length);
      if (parts.length > 1) {
        shares = Arrays.stream(parts[1].split(" ")).mapToDouble(Double::parseDouble).toArray();
      }
      return new Told(
          lines[0],
          shares,
          counts,
          new Verdict(
              State.valueOf(lines[2]), lines[3], lines[4], lines.length > 5 ? lines[5] : ""));
    }

    private static Counts counts(String signupsOfVisitors) {
      String[] counts = signupsOfVisitors.split("/");
      return new Counts(Long.parseLong(counts[1]), Long.parseLong(counts[0]));
    }

    @Override
    public String toString() {
      return about;
    }
  }

  static Stream<Told> verdicts() throws IOException {
    try (InputStream in = VerdictTest.class.getResourceAsStream("verdicts.txt")) {
      return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n\n"))
          .map(Told::of);
    }
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void isSaidInSentences(Told told) {
    Design design = Designs.of(5000, told.shares);
    assertEquals(told.verdict, Runs.look(design, Designs.counts(design, told.counts)).verdict());
  }

  @Test
  void whatHasFadedIsNoDecision() {
    Verdict verdict =
        after(Map.of(new Pair("Orange", "Blue"), 0.001), EVEN, EVEN, EVEN, new Counts(1000, 119));
    assertEquals(State.UNDECIDED, verdict.state());
    assertTrue(
        verdict
            .detail()
            .startsWith(
                "Orange was clearly different once, and is not now: chance, something that changed"
                    + " during the run, or a true difference smaller than it looked. Green and Red"
                    + " are not decided:"),
        verdict::detail);
    assertEquals("Let it run.", verdict.next());
  }

  @Test
  void whatContradictsItselfIsNoDecision() {
    Verdict verdict =
        after(
            Map.of(new Pair("Orange", "Blue"), 0.001, new Pair("Blue", "Orange"), 0.001),
            EVEN,
            EVEN,
            EVEN,
            new Counts(1000, 180));
    assertEquals(State.UNDECIDED, verdict.state());
    assertTrue(
        verdict
            .detail()
            .startsWith(
                "Orange was clearly better at one time and clearly worse at another: something"
                    + " changed during the run."),
        verdict::detail);
  }

  /** No other one beats Orange, and it does not beat every other. */
  @Test
  void bestMayNotBeClearThoughOneIsAhead() {
    assertEquals(
        "Orange, Red and Green beat Blue; which is best is not clear yet",
        after(
                Map.of(new Pair("Orange", "Red"), 0.0001, new Pair("Red", "Green"), 0.0001),
                EVEN,
                new Counts(1000, 300),
                new Counts(1000, 330),
                new Counts(1000, 360))
            .headline());
  }

  private static Verdict after(Map<Pair, Double> minima, Counts... counts) {
    Evidence before = new Evidence(minima, Map.of());
    return Runs.look(Designs.fourColors(), Designs.counts(counts), before).verdict();
  }

  @Test
  void theMachinesLocaleChangesNothing() {
    GroupCounts counts = Designs.counts(EVEN, EVEN, EVEN, EVEN);
    Verdict before = Runs.look(Designs.fourColors(), counts).verdict();
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(before, Runs.look(Designs.fourColors(), counts).verdict());
    } finally {
      Locale.setDefault(machine);
    }
  }
}
