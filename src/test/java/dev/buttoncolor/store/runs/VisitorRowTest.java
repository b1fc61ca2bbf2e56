package dev.buttoncolor.store.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts does not depend on the instance that sees it, nor on the order of arrival. */
class VisitorRowTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Instant at(Double second) {
    return second == null ? null : NOON.plusMillis(Math.round(second * 1_000));
  }

  /**
   * @param arrivals a group that was shown or a signup, through which instance and at which second
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          arrivals                                             | signed up | without exposure
          signup there 30, Blue here 0                         | 30        |
          signup there 0, Blue here 30                         |           | 0
          signup there 0, signup there 60, Blue here 30        | 60        |
          Blue here 30, signup there 0                         |           | 0
          Blue here 30, signup there 0, signup there 40        | 40        | 0
          # not before the exposure that is counted
          signup there 30, Blue there 60, Blue here 0          | 60        |
          # clocks of two instances may differ by a second
          Blue here 0, signup there -1                         | 0         |
          signup there -1, Blue here 0                         | 0         |
          Blue here 0, signup there -1.001                     |           | -1.001
          signup there -1.001, Blue here 0                     |           | -1.001
          # the order of one instance counts, and its clock does not
          Blue here 60, signup here 0                          | 60        |
          signup here 60, Blue here 0                          |           | 60
          # another group or a later signup changes nothing that counts
          Blue here 0, signup here 10, Green here 20           | 10        |
          Blue here 0, signup here 10, signup there 30         | 10        |
          """)
  void whatCounts(String arrivals, Double signedUp, Double withoutExposure) {
    VisitorRow row = VisitorRow.UNKNOWN;
    for (String arrival : arrivals.split(", ")) {
      String[] words = arrival.split(" ");
      int instance = words[1].equals("here") ? 1 : 2;
      Instant at = at(Double.valueOf(words[2]));
      row =
          words[0].equals("signup")
              ? row.signedUp(at, instance)
              : row.exposed(words[0], 1, at, instance);
    }
    assertEquals("Blue", row.group());
    assertEquals(arrivals.contains("Green"), row.crossedOver());
    assertEquals(at(signedUp), row.signedUpAt());
    assertEquals(at(withoutExposure), row.unexposedSignupAt());
  }
}
