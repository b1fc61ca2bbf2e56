package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.results.Verdict.State;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences people will repeat. */
class VerdictTest {

  /**
   * Runs of a plan of 5000, each with what it is about, the counts of Blue, Green, Red and Orange,
   * their shares if they are not equal, the smallest p of earlier looks that a group was above
   * another, and the verdict line by line.
   */
  private record Told(String about, String run, Verdict expected) {

    private static Told of(String block) {
      String[] lines = block.split("\n", -1);
      String next = lines.length > 5 ? lines[5] : "";
      return new Told(
          lines[0], lines[1], new Verdict(State.valueOf(lines[2]), lines[3], lines[4], next));
    }

    private Verdict verdict() {
      String[] looks = run.split(" after ");
      Stretch stretch = Designs.parseStretch(looks[0]);
      Map<Pair, Double> minima = new HashMap<>();
      for (String minimum : looks.length > 1 ? looks[1].split(", ") : new String[0]) {
        String[] words = minimum.split(" ");
        minima.put(new Pair(words[0], words[1]), Double.parseDouble(words[2]));
      }
      return Runs.look(
              new Design("Blue", stretch.shares(), 5000),
              new GroupCounts(List.of(stretch)),
              new Evidence(minima, Map.of()))
          .verdict();
    }

    @Override
    public String toString() {
      return about;
    }
  }

  static Stream<Told> verdicts() {
    String all = SmallFile.beside(VerdictTest.class, "verdicts.txt");
    return Stream.of(all.strip().split("\n\n")).map(Told::of);
  }

  /** Whatever the locale of the machine: here with other digits and another sign. */
  @ParameterizedTest
  @MethodSource("verdicts")
  void isSaidInSentences(Told told) {
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(told.expected, told.verdict());
    } finally {
      Locale.setDefault(machine);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0121, 1, +1.2",
    "-0.0121, 1, −1.2",
    "-0.0004, 1, 0.0",
    "0, 2, 0.00",
    "-0.0004, 2, −0.04",
  })
  void differencesHaveASignUnlessTheyRoundToZero(double difference, int decimals, String points) {
    assertEquals(points, Rounding.points(difference, decimals));
  }

  /** So wide an interval has these decimals, and what is excluded is really excluded. */
  @ParameterizedTest
  @CsvSource({
    "-0.003555, 0.124318, 1, −0.4 to +12.5",
    "-0.00042, 0.00137, 3, −0.042 to +0.137",
    "-0.07, 0.07, 1, −7.0 to +7.0", // 100 * 0.07 is a little more than 7
  })
  void boundsAreRoundedOutwards(double low, double high, int decimals, String interval) {
    assertEquals(decimals, Rounding.decimals(low, high));
    assertEquals(interval, Rounding.interval(low, high, decimals));
  }

  @Test
  void numbersAndLists() {
    assertEquals("3.3", Rounding.atMost(0.032606, 1));
    assertEquals("p = 0.0001", Rounding.pIs(0.0001));
    assertEquals("p below 0.0001", Rounding.pIs(0.00009999));
    assertEquals("12.3%", Rounding.percent(0.1234));
    assertEquals("", VerdictRule.list(List.of()));
    assertEquals("Green and Red", VerdictRule.list(List.of("Green", "Red")));
    assertEquals("Green, Red and Orange", VerdictRule.list(List.of("Green", "Red", "Orange")));
  }
}
