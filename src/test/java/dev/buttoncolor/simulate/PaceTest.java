package dev.buttoncolor.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SLOT = 5_000_000; // nanoseconds, at 200 a second

  @Test
  void turnsAreEvenlySpaced() {
    Pace pace = Pace.perSecond(200, 0);
    assertEquals(0, pace.next(0));
    assertEquals(SLOT, pace.next(0));
    assertEquals(SLOT, pace.next(SLOT));
  }

  @Test
  void aSlightlyLateTurnDoesNotSlowThePace() {
    Pace pace = Pace.perSecond(200, 0);
    pace.next(0);
    assertTrue(pace.next(SLOT + 1000) < 0);
    assertEquals(SLOT - 1000, pace.next(SLOT + 1000));
  }

  @Test
  void aStallIsNotMadeUpForByABurst() {
    Pace pace = Pace.perSecond(200, 0);
    pace.next(0);
    assertEquals(0, pace.next(100 * SLOT));
    assertEquals(SLOT, pace.next(100 * SLOT));
  }
}
