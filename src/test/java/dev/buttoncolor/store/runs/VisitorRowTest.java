package dev.buttoncolor.store.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What counts does not depend on the instance that sees it, nor on the order of arrival. */
class VisitorRowTest {

  private static final int HERE = 1;
  private static final int THERE = 2;
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  @Test
  void signupThatArrivesBeforeItsExposureThroughAnotherInstanceConverts() {
    VisitorRow row = VisitorRow.UNKNOWN.signedUp(at(30), THERE).exposed("Blue", 1, at(0), HERE);

    assertEquals("Blue", row.group());
    assertEquals(at(30), row.signedUpAt());
    assertNull(row.unexposedSignupAt());
  }

  @Test
  void signupThatCameBeforeTheExposureIsKeptApart() {
    VisitorRow row = VisitorRow.UNKNOWN.signedUp(at(0), THERE).exposed("Blue", 1, at(30), HERE);

    assertNull(row.signedUpAt());
    assertEquals(at(0), row.unexposedSignupAt());
  }

  @Test
  void lastSignupBeforeTheExposureArrivesDecides() {
    VisitorRow row =
        VisitorRow.UNKNOWN
            .signedUp(at(0), THERE)
            .signedUp(at(60), THERE)
            .exposed("Blue", 1, at(30), HERE);

    assertEquals(at(60), row.signedUpAt());
  }

  @Test
  void signupThatArrivesLateAndCameBeforeTheExposureIsKeptApart() {
    VisitorRow exposed = VisitorRow.UNKNOWN.exposed("Blue", 1, at(30), HERE);
    VisitorRow row = exposed.signedUp(at(0), THERE);

    assertFalse(exposed.isExposedBefore(at(0), THERE));
    assertNull(row.signedUpAt());
    assertEquals(at(0), row.unexposedSignupAt());
    assertEquals(at(40), row.signedUp(at(40), THERE).signedUpAt());
  }

  @Test
  void exposureThatArrivesLateTellsThatTheSignupCameAfterIt() {
    VisitorRow row =
        VisitorRow.UNKNOWN
            .signedUp(at(30), THERE)
            .exposed("Blue", 1, at(60), THERE)
            .exposed("Blue", 1, at(0), HERE);

    assertEquals(at(60), row.signedUpAt(), "not before the exposure that is counted");
    assertNull(row.unexposedSignupAt());
  }

  @Test
  void clocksOfTwoInstancesMayDifferByASecond() {
    Instant behind = at(0).minus(VisitorRow.CLOCK_TOLERANCE);
    VisitorRow exposed = VisitorRow.UNKNOWN.exposed("Blue", 1, at(0), HERE);
    assertEquals(at(0), exposed.signedUp(behind, THERE).signedUpAt());
    assertEquals(
        at(0),
        VisitorRow.UNKNOWN.signedUp(behind, THERE).exposed("Blue", 1, at(0), HERE).signedUpAt());

    Instant further = behind.minus(Duration.ofMillis(1));
    assertNull(exposed.signedUp(further, THERE).signedUpAt());
    assertNull(
        VisitorRow.UNKNOWN.signedUp(further, THERE).exposed("Blue", 1, at(0), HERE).signedUpAt());
  }

  @Test
  void orderOfOneInstanceCountsAndItsClockDoesNot() {
    VisitorRow exposed = VisitorRow.UNKNOWN.exposed("Blue", 1, at(60), HERE);
    assertEquals(at(60), exposed.signedUp(at(0), HERE).signedUpAt());
    assertNull(
        VisitorRow.UNKNOWN.signedUp(at(60), HERE).exposed("Blue", 1, at(0), HERE).signedUpAt());
  }

  @Test
  void otherGroupOrLaterSignupChangesNothingThatCounts() {
    VisitorRow converted =
        VisitorRow.UNKNOWN.exposed("Blue", 1, at(0), HERE).signedUp(at(10), HERE);
    VisitorRow row = converted.exposed("Green", 1, at(20), HERE).signedUp(at(30), THERE);

    assertEquals("Blue", row.group());
    assertEquals(at(10), row.signedUpAt());
    assertTrue(row.crossedOver());
  }
}
