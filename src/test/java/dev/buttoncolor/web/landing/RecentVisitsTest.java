package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.CapturedLog;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentVisitsTest {

  private static final Optional<String> FAULT = Optional.of("the setting is wrong");

  private final RecentVisits visits = new RecentVisits();

  @Test
  void mostVisitsShowWhatIsWrongWithTheSetting() {
    come(6, FAULT);
    come(3, Optional.empty());
    assertEquals(Optional.empty(), visits.misconfiguration()); // too few to tell

    come(1, Optional.empty());
    assertEquals(FAULT, visits.misconfiguration());
    come(10, Optional.empty());
    assertEquals(Optional.empty(), visits.misconfiguration());
  }

  @Test
  void addressOfMostVisitsIsTold() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 100; i++) {
        visits.add(new VisitorId("same"), Optional.empty());
      }
      assertEquals(Optional.empty(), visits.oneAddress());
      for (int i = 0; i < 20; i++) {
        visits.add(new VisitorId("same"), Optional.empty());
      }
      assertTrue(visits.oneAddress().isPresent());
      assertEquals(1, log.text().split("More than half", -1).length - 1);
    }
    come(150, Optional.empty());
    assertEquals(Optional.empty(), visits.oneAddress());
  }

  @Test
  void simulatorSaysTheTrueRatesOfItsVisitors() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    visits.addSimulated("Blue=0.1&Dark+red%2C+1=0.125", noon);
    assertEquals(
        Map.of("Blue", 0.1, "Dark red, 1", 0.125), visits.trueRates(noon, noon.plusSeconds(1)));
    assertEquals(Map.of(), visits.trueRates(noon.plusSeconds(1), Instant.MAX), "a later run");
    for (String nonsense :
        new String[] {"", "Blue=1.5", "Blue", "=1", "%zz=0.1", "a=b", "Blue=-1"}) {
      visits.addSimulated(nonsense, noon);
      assertEquals(Map.of(), visits.trueRates(noon, noon), nonsense);
    }
  }

  private void come(int count, Optional<String> fault) {
    for (int i = 0; i < count; i++) {
      visits.add(VisitorId.random(), fault);
    }
  }
}
