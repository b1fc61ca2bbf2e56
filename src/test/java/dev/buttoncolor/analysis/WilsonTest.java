package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

  @ParameterizedTest
  @CsvSource({"263, 81, 0.2553, 0.3662", "20, 0, 0, 0.1611", "20, 20, 0.8389, 1"})
  void knownIntervals(long visitors, long signups, double low, double high) {
    Interval interval = Wilson.interval(new Counts(visitors, signups)).orElseThrow();
    assertEquals(low, interval.low(), 5e-5);
    assertEquals(high, interval.high(), 5e-5);
  }

  @Test
  void endsAtExactlyZeroAndOne() {
    assertEquals(0, Wilson.interval(new Counts(7, 0)).orElseThrow().low());
    assertEquals(1, Wilson.interval(new Counts(7, 7)).orElseThrow().high());
  }

  @Test
  void noVisitorsNoInterval() {
    assertTrue(Wilson.interval(Counts.EMPTY).isEmpty());
  }
}
