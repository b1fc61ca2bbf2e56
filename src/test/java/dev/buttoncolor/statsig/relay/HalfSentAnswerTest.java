package dev.buttoncolor.statsig.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that does not come to its end blocks nothing for good. */
class HalfSentAnswerTest {
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // accepts the connection, and is silent
        "HTTP/1.1 202 Accepted\r\nContent-Le",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 16\r\n\r\n{",
        "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        "HTTP/1.1 503 Unavailable\r\nContent-Length: 16\r\n\r\n{"
      })
  void silenceAtAnyPointIsAFailure(String start) {
    answer(start);
    Delivery.Outcome outcome =
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> deliver(Duration.ofMillis(300)));
    assertInstanceOf(Delivery.Failed.class, outcome);
  }

  @Test
  void bodyThatIsMuchTooLongIsNotKept() throws Exception {
    String filler = " ".repeat(8 * 1024 * 1024);
    answer("HTTP/1.1 202 Accepted\r\nConnection: close\r\n\r\n{\"success\":true}" + filler, true);
    assertEquals(new Delivery.Taken(), deliver(Duration.ofSeconds(30)));
  }

  @Test
  void pageOfAProxyIsNoSuccess() throws Exception {
    answer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>Please log in</html>", true);
    assertInstanceOf(Delivery.Failed.class, deliver(Duration.ofSeconds(30)));
  }

  private Delivery.Outcome deliver(Duration deadline) throws InterruptedException {
    URI statsig = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    EventBatch batch = new EventBatch(Map.of(), "{}".getBytes(US_ASCII));
    return new Delivery(statsig, "secret", deadline, Clock.systemUTC()).deliver(batch);
  }

  private void answer(String start) {
    answer(start, false);
  }

  /** Answers one connection, and then leaves it open until the other side or the test ends. */
  private void answer(String text, boolean complete) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                socket.getOutputStream().write(text.getBytes(US_ASCII));
                if (complete) {
                  socket.shutdownOutput();
                }
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException e) {
                // the other side has gone, which is what it is to do
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
