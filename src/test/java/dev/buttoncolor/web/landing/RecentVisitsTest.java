package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.CapturedLog;
import dev.buttoncolor.web.landing.TrustedProxies.Evidence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentVisitsTest {

  private final RecentVisits visits = new RecentVisits();

  @ParameterizedTest
  @CsvSource({
    "VISITORS_TRUSTED, should name the proxies alone",
    "PROXY_UNKNOWN, a proxy that TRUSTED_PROXIES does not name"
  })
  void mostVisitsShowWhatIsWrongWithTheSetting(Evidence evidence, String sentence) {
    come(6, evidence);
    come(3, Evidence.SOUND);
    assertEquals(Optional.empty(), visits.misconfiguration()); // too few to tell

    come(1, Evidence.SOUND);
    assertTrue(visits.misconfiguration().orElseThrow().contains(sentence));
    come(10, Evidence.SOUND);
    assertEquals(Optional.empty(), visits.misconfiguration());
  }

  @Test
  void oneClientAmongManyCannotSayThatTheSettingIsWrong() {
    come(5, Evidence.PROXY_UNKNOWN);
    come(5, Evidence.SOUND);

    assertEquals(Optional.empty(), visits.misconfiguration());
  }

  @Test
  void addressOfMostVisitsIsTold() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 100; i++) {
        visits.add(new VisitorId("same"), Evidence.SOUND);
      }
      assertEquals(Optional.empty(), visits.oneAddress());
      for (int i = 0; i < 20; i++) {
        visits.add(new VisitorId("same"), Evidence.SOUND);
      }
      assertTrue(visits.oneAddress().isPresent());
      assertEquals(1, log.text().split("More than half", -1).length - 1);
    }
    come(150, Evidence.SOUND);
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

  private void come(int count, Evidence evidence) {
    for (int i = 0; i < count; i++) {
      visits.add(VisitorId.random(), evidence);
    }
  }
}
