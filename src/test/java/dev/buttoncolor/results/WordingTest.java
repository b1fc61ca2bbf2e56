package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers and lists as a reader meets them. */
class WordingTest {

  @Test
  void differencesHaveASignUnlessTheyRoundToZero() {
    assertEquals("+1.2", Wording.points(0.0121, 1));
    assertEquals("−1.2", Wording.points(-0.0121, 1));
    assertEquals("0.0", Wording.points(-0.0004, 1));
    assertEquals("0.00", Wording.points(0, 2));
    assertEquals("−0.04", Wording.points(-0.0004, 2));
  }

  /** So wide an interval has these digits, and what is excluded is really excluded. */
  @Test
  void boundsAreRoundedOutwards() {
    assertEquals(1, Wording.digits(-0.003555, 0.124318));
    assertEquals("−0.4", Wording.lowest(-0.003555, 1));
    assertEquals("+12.5", Wording.highest(0.124318, 1));
    assertEquals(3, Wording.digits(-0.00042, 0.00137));
    assertEquals("−0.042", Wording.lowest(-0.00042, 3));
    assertEquals("+0.137", Wording.highest(0.00137, 3));
    assertEquals("3.3", Wording.atMost(0.032606, 1));
    assertEquals("+7.0", Wording.highest(0.07, 1), "100 * 0.07 is a little more than 7");
  }

  @Test
  void smallPIsABound() {
    assertEquals("p = 0.0001", Wording.pValue(0.0001));
    assertEquals("p below 0.0001", Wording.pValue(0.00009999));
    assertEquals("p = 0.0123", Wording.pValue(0.0123));
  }

  @Test
  void numbersAndRates() {
    assertEquals("1,234", Wording.number(1234));
    assertEquals("12.3%", Wording.percent(0.1234));
  }

  @Test
  void listsReadAsASentenceDoes() {
    assertEquals("", Wording.list(List.of()));
    assertEquals("Green", Wording.list(List.of("Green")));
    assertEquals("Green and Red", Wording.list(List.of("Green", "Red")));
    assertEquals("Green, Red and Orange", Wording.list(List.of("Green", "Red", "Orange")));
  }
}
