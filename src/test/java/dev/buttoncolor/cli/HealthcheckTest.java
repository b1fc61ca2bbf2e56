package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthcheckTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @ParameterizedTest
  @CsvSource({"200,0", "503,1", "404,1"})
  void onlyAHealthyAnswerIsWell(int status, int exitCode) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      String port = String.valueOf(server.getAddress().getPort());
      assertEquals(exitCode, Healthcheck.run(Map.of("PORT", port)));
      assertEquals(exitCode, Healthcheck.run(Map.of("PORT", "1", "ADMIN_PORT", port)));
      assertEquals(exitCode, Healthcheck.run("http://127.0.0.1:" + port));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aProgramThatTakesTheCallAndSaysNothingIsNotWell() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
      assertEquals(1, Healthcheck.run("http://127.0.0.1:" + silent.getLocalPort()));
    }
  }

  @Test
  void aPortThatNobodyListensOnIsNotWell() throws IOException {
    int port;
    try (ServerSocket brief = new ServerSocket(0, 1, LOOPBACK)) {
      port = brief.getLocalPort();
    }
    assertEquals(1, Healthcheck.run("http://127.0.0.1:" + port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eighty", "0", "65536", "-1", "80 80"})
  void aBadPortIsRefused(String port) {
    assertEquals(2, Healthcheck.run(Map.of("PORT", port)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "https://127.0.0.1", "", "http://"})
  void aBadAddressIsRefused(String url) {
    assertEquals(2, Healthcheck.run(url));
  }
}
