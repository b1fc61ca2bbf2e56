package dev.buttoncolor.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the simulated people are, where they go, and whether the page is right about them. */
class SimulatorTest {
  private static final int PEOPLE = 100_000;

  @Test
  void peopleSignUpAtTheRateAndThoseOfNeighboringSeedsAreOthersNotShiftedOnes() {
    List<Boolean> some = signups(7);
    List<Boolean> others = signups(8);
    double rate = (double) Collections.frequency(some, true) / PEOPLE;
    assertEquals(0.1, rate, 4 * Math.sqrt(0.1 * 0.9 / PEOPLE)); // four standard errors
    assertNotEquals(some, others);
    assertNotEquals(some.subList(1, PEOPLE), others.subList(0, PEOPLE - 1));
  }

  private static List<Boolean> signups(long seed) {
    return IntStream.range(0, PEOPLE).mapToObj(i -> Simulator.signsUp(seed, i, 0.1)).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE})
  void idsAreOfTheFormThatTheSiteTakes(long seed) {
    String id = Simulator.id(seed, Integer.MAX_VALUE);
    assertTrue(id.matches("[A-Za-z0-9_-]{1,64}"), id);
  }

  private static final PageResults PAGE =
      new PageResults(
          "embedded",
          "Blue",
          List.of(
              new PageResults.Group("Blue", 0.4, 9, 1, List.of(0.05, 0.15), null),
              new PageResults.Group(
                  "Green", 0.3, 9, 1, List.of(0.05, 0.15), new PageResults.Comparison(.7, .75)),
              new PageResults.Group(
                  "Red", 0.3, 9, 1, List.of(0.05, 0.15), new PageResults.Comparison(null, null))),
          null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Blue | right: the true rate, 10.00 %, is in the page's interval from 5.00 % to 15.00 %",
        "Green | wrong: the true difference to Blue, +80.00 points, is outside the page's interval"
            + " from +70.00 points to +75.00 points",
        "Red | open: the page shows no interval yet"
      })
  void pageIsRightIfTheTruthIsInItsInterval(String group, String line) {
    TrueRates rates = new TrueRates(Map.of("Blue", 0.1, "Green", 0.9, "Red", 0.1));
    assertEquals(line, EndReport.check(PAGE, rates, group));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.1.2.3",
        "https://[::1]:8443",
        "http://[::1]/"
      })
  void thisMachineIsTaken(String url) {
    assertEquals(url.replaceFirst("/$", ""), TargetServer.at(url, false).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com, is not this machine",
    "http://localhost.example.com, is not this machine",
    "http://128.0.0.1, is not this machine",
    "127.0.0.1:8080, is not the address of a server",
    "ftp://127.0.0.1, is not the address of a server",
    "http://127.0.0.1@example.com/, is not the address of a server",
    "http://127.0.0.1:8080/results, is not the address of a server",
    "not a url, is not the address of a server"
  })
  void otherMachinesAreTakenIfTheyAreMeantAndWhatIsNoAddressNever(String url, String refusal) {
    boolean isAddress = refusal.endsWith("machine");
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> TargetServer.at(url, !isAddress));
    assertTrue(e.getMessage().contains(refusal), e.getMessage());
    if (isAddress) {
      assertEquals(url, TargetServer.at(url, true).toString());
    }
  }
}
