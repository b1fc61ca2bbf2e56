package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot listen says why, each reason in its own words. */
class PortsTest {

  @TempDir private Path folder;

  @Test
  void portOfAnotherProgramIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      for (String setting : List.of("PORT", "ADMIN_PORT")) {
        assertEquals(
            "Cannot listen on 127.0.0.1 port %s: the port is in use; stop the program that uses it, or set %s to another."
                .formatted(port, setting),
            refusalOf(Map.of(setting, port)));
      }
    }
  }

  @Test
  void hostOfAnotherMachineIsNotTaken() {
    assertEquals(
        "Cannot listen on 192.0.2.1 port 0: HOST is not an address of this machine; 0.0.0.0"
            + " listens on all of its addresses.",
        refusalOf(Map.of("HOST", "192.0.2.1"))); // an address for documentation, no machine's
  }

  private String refusalOf(Map<String, String> settings) {
    return assertThrows(StartException.class, () -> RunningApp.in(folder, settings)).getMessage();
  }
}
