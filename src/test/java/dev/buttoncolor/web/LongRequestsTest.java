package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.RawConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests for the landing page that take longer to read than those of browsers. They take a turn,
 * so that they do not keep the thread that reads for all connections.
 */
class LongRequestsTest {

  private static final Duration AGES = Duration.ofHours(1);

  /** One turn, for which nobody waits long: what needs one while it is taken is refused. */
  private static final Limits ONE_TURN = new Limits(1, 1, Duration.ofMillis(1), 100, AGES, AGES);

  private static final String BROWSER =
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36\r\n"
          + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8\r\n"
          + "Accept-Language: de,en-US;q=0.7\r\nX-Forwarded-For: 203.0.113.7, 10.0.0.1\r\n"
          + "Sec-Fetch-Site: none\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n"
          + "Cookie: ";

  /** Whose signup is answered at once. */
  private static final String BOT =
      "POST /signup HTTP/1.1\r\nUser-Agent: Googlebot/2.1\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"query", "X-Forwarded-For", "Accept", "User-Agent", "fields", "body", "chunks"})
  void longRequestTakesATurn(String what) throws Exception {
    String head =
        switch (what) {
          case "query" -> "GET /?random=bob" + "&a".repeat(2_000) + " HTTP/1.1\r\n";
          case "fields" -> "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(500);
          case "body" -> BOT + "Content-Length: 2100\r\n";
          case "chunks" -> BOT + "Transfer-Encoding: chunked\r\n";
          default -> "GET / HTTP/1.1\r\n" + what + ": " + "1.1.1.1, ".repeat(500) + "\r\n";
        };
    String body =
        what.equals("body") ? "a&".repeat(1_050) : what.equals("chunks") ? "0\r\n\r\n" : "";
    assertEquals(503, statusWhileTheTurnIsTaken(head, body));
  }

  @Test
  void ordinaryRequestTakesNone() throws Exception {
    String headers = BROWSER + "c=1; ".repeat(1_000) + "\r\n";
    assertEquals(200, statusWhileTheTurnIsTaken("GET /?random=bob HTTP/1.1\r\n" + headers, ""));
    assertEquals(200, statusWhileTheTurnIsTaken(BOT + "Content-Length: 10\r\n", "random=bob"));
  }

  private static int statusWhileTheTurnIsTaken(String head, String body) throws Exception {
    try (HeldExperiment experiment = HeldExperiment.held(ONE_TURN);
        RawConnection holder = RawConnection.to(experiment.uri());
        RawConnection visitor = RawConnection.to(experiment.uri())) {
      holder.get("/ready");
      experiment.awaitRequests(1);
      return visitor.send(head + "Host: localhost\r\n\r\n" + body).answer().status();
    }
  }
}
