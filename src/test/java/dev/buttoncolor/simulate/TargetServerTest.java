package dev.buttoncolor.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated people stay on this machine, and on the server that they were sent to. */
class TargetServerTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, ''",
    "http://127.0.0.1:8080/, ''",
    "http://127.1.2.3, ''",
    "https://[::1]:8443, ''",
    "http://example.com, is not this machine",
    "http://0.0.0.0:8080, is not this machine",
    "http://127.0.0.1.example.com, is not this machine",
    "http://localhost.example.com, is not this machine",
    "http://[::2]:8080, is not this machine",
    "http://128.0.0.1, is not this machine",
    "127.0.0.1:8080, is not the address of a server",
    "ftp://127.0.0.1, is not the address of a server",
    "http://, is not the address of a server",
    "http://127.0.0.1@example.com/, is not the address of a server",
    "http://127.0.0.1:8080/results, is not the address of a server",
    "http://127.0.0.1:8080/?random, is not the address of a server",
    "http://127.999.0.1, is not the address of a server",
    "not a url, is not the address of a server"
  })
  void onlyThisMachineUnlessAnywhereIsAllowed(String url, String refusal) throws Exception {
    if (refusal.isEmpty()) {
      assertTrue(url.startsWith(TargetServer.at(url, false).toString()));
    } else {
      boolean anywhere = !refusal.endsWith("machine");
      SimulationException e =
          assertThrows(SimulationException.class, () -> TargetServer.at(url, anywhere));
      assertTrue(e.getMessage().contains(refusal), e.getMessage());
      assertTrue(e.isRefused());
    }
    assertEquals(
        "http://experiment.example",
        TargetServer.at("http://experiment.example/", true).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//example.com/signup", "https://127.0.0.1:8080/", "http://127.0.0.1:81/"})
  void linksThatLeaveTheServerAreNotFollowed(String link) throws Exception {
    TargetServer server = TargetServer.at("http://127.0.0.1:8080", false);
    assertThrows(IllegalArgumentException.class, () -> server.resolve(link));
    assertEquals("/signup", server.resolve("/signup?random=a").getPath());
  }
}
