package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.buttoncolor.config.InvalidSettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthcheckCommandTest {

  @ParameterizedTest
  @CsvSource({
    "200, 127.0.0.1, 127.0.0.1, 0",
    "200, 127.0.0.1, 0.0.0.0, 0",
    "200, 127.0.0.1, localhost, 0",
    "200, ::1, ::1, 0",
    "200, ::1, ::, 0",
    "503, 127.0.0.1, 127.0.0.1, 1",
    "404, 127.0.0.1, 127.0.0.1, 1",
    "302, 127.0.0.1, 127.0.0.1, 1",
  })
  void onlyAHealthyAnswerWhereTheProgramListensIsWell(
      int status, String listensOn, String host, int exitCode) throws IOException {
    HttpServer program = HttpServer.create(new InetSocketAddress(listensOn, 0), 0);
    program.createContext(
        "/health",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/health");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    program.start();
    try {
      String port = String.valueOf(program.getAddress().getPort());
      assertEquals(exitCode, HealthcheckCommand.run(Map.of("HOST", host, "PORT", port)));
      Map<String, String> apart = Map.of("HOST", host, "PORT", "1", "ADMIN_PORT", port);
      assertEquals(exitCode, HealthcheckCommand.run(apart));
    } finally {
      program.stop(0);
    }
  }

  @Test
  void silenceIsNoAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(silent.getLocalPort());
      assertEquals(1, HealthcheckCommand.run(Map.of("PORT", port)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eighty", "0"})
  void aBadPortIsRefused(String port) {
    Map<String, String> environment = Map.of("PORT", port);
    assertThrows(InvalidSettingException.class, () -> HealthcheckCommand.run(environment));
  }
}
