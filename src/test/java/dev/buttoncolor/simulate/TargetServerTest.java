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
