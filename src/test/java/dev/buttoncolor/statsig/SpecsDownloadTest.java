package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.buttoncolor.statsig.SpecsDownload.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpecsDownloadTest {

  /** The key is a part of the address, which such a server sends back as its first line. */
  @Test
  void keyIsNotRepeatedAfterAServerThatEchoes() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread echo = new Thread(() -> echo(server));
      echo.start();
      URI specs = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
      SpecsDownload download =
          new SpecsDownload(
              new StatsigAccess("secret-to-keep", Optional.of(specs), Optional.empty()),
              Duration.ofSeconds(30));
      assertEquals(
          "Statsig serves no specs: no answer: ProtocolException",
          assertThrows(UnavailableException.class, () -> download.newerThan(0)).getMessage());
      echo.join();
    }
  }

  private static void echo(ServerSocket server) {
    try (Socket client = server.accept()) {
      byte[] request = new byte[8_000];
      int length = client.getInputStream().read(request);
      client.getOutputStream().write(request, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
