package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and lists as a reader meets them. */
class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "0.0121, 1, +1.2",
    "-0.0121, 1, −1.2",
    "-0.0004, 1, 0.0",
    "0, 2, 0.00",
    "-0.0004, 2, −0.04",
  })
  void differencesHaveASignUnlessTheyRoundToZero(double difference, int digits, String points) {
    assertEquals(points, Wording.points(difference, digits));
  }

  /** So wide an interval has these digits, and what is excluded is really excluded. */
  @ParameterizedTest
  @CsvSource({
    "-0.003555, 0.124318, 1, −0.4 to +12.5",
    "-0.00042, 0.00137, 3, −0.042 to +0.137",
    "-0.07, 0.07, 1, −7.0 to +7.0", // 100 * 0.07 is a little more than 7
  })
  void boundsAreRoundedOutwards(double low, double high, int digits, String interval) {
    assertEquals(digits, Wording.digits(low, high));
    assertEquals(interval, Wording.interval(low, high, digits));
  }

  @Test
  void numbersAndLists() {
    assertEquals("3.3", Wording.atMost(0.032606, 1));
    assertEquals("p = 0.0001", Wording.pValue(0.0001));
    assertEquals("p below 0.0001", Wording.pValue(0.00009999));
    assertEquals("12.3%", Wording.percent(0.1234));
    assertEquals("", Wording.list(List.of()));
    assertEquals("Green and Red", Wording.list(List.of("Green", "Red")));
    assertEquals("Green, Red and Orange", Wording.list(List.of("Green", "Red", "Orange")));
  }
}
