package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LiftTest {

  private static final Counts BLUE = new Counts(1000, 120);

  @Test
  void isTheDifferenceAsAPartOfControlsRate() {
    assertEquals(0.5, Lift.of(BLUE, new Counts(1000, 180)).orElseThrow(), 1e-12);
    assertEquals(-1, Lift.of(BLUE, new Counts(1000, 0)).orElseThrow(), 1e-12);
  }

  @Test
  void unknownWhereThereIsNothingToBeAPartOf() {
    assertTrue(Lift.of(new Counts(1000, 0), BLUE).isEmpty());
    assertTrue(Lift.of(Counts.EMPTY, BLUE).isEmpty());
    assertTrue(Lift.of(BLUE, Counts.EMPTY).isEmpty());
  }

  @Test
  void noIntervalWhereEitherGroupHasNoSignup() {
    assertTrue(Lift.interval(BLUE, new Counts(1000, 0), 3).isEmpty());
    assertTrue(Lift.interval(new Counts(1000, 0), BLUE, 3).isEmpty());
    assertTrue(Lift.interval(BLUE, new Counts(1000, 1), 3).isPresent());
  }
}
