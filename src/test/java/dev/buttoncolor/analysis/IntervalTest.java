package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void intersectionIsWhatBothHold() {
    Interval left = new Interval(-0.3, 0.1);
    Interval right = new Interval(-0.2, Double.POSITIVE_INFINITY);
    assertEquals(new Interval(-0.2, 0.1), left.intersect(right));
    assertEquals(new Interval(-0.2, 0.1), right.intersect(left));
  }

  @Test
  void endsAreNumbersInTheirOrder() {
    assertEquals(0, new Interval(0, 0).low());
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 0));
  }
}
