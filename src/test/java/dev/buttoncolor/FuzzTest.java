package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.buttoncolor.support.HostileRequest;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thousands of requests that no good client sends, and what they must not bring about. */
class FuzzTest {

  private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);

  /** Of each seed. {@code -Dfuzz.requests=6000} sends more. */
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);

  private static final Pattern MARKUP = Pattern.compile("<[^<>]*" + HostileRequest.MARK);

  private static final List<String> OURS =
      List.of("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy");

  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({"'', 1", "127.0.0.0/8, 2"})
  void hostileRequestsAreAnsweredHarmlessly(String proxies, long seed) throws Exception {
    try (RunningApp app = RunningApp.in(data, Map.of("TRUSTED_PROXIES", proxies))) {
      Random random = new Random(seed);
      RawConnection connection = RawConnection.to(app.uri());
      for (int i = 0; i < REQUESTS; i++) {
        HostileRequest request = HostileRequest.draw(random);
        if (!survives(connection, request)) {
          connection.close();
          connection = RawConnection.to(app.uri());
        }
      }
      connection.close();
      LOG.info("{} hostile requests, answers by status (0: hung up on): {}", REQUESTS, statuses);
      assertEquals(List.of(), faults);
      assertTrue(statuses.keySet().containsAll(List.of(200, 400, 404, 405, 414, 415, 431)));
      app.get("/?random=afterwards");
      app.get("/signup?random=afterwards");
      assertTrue(app.converted("afterwards"));
    }
  }

  /** Sends the request, looks at all that comes back, and tells whether another may follow. */
  private boolean survives(RawConnection connection, HostileRequest request) throws IOException {
    try {
      connection.send(request.bytes());
      if (!request.whole()) {
        connection.sendEnd();
      }
      Optional<RawAnswer> answer = connection.answerIfAny(request.head());
      answer.ifPresent(first -> check(request, first));
      if (request.whole()) {
        return answer.isPresent() && staysOpen(request, answer.get());
      }
      while (!request.head() && answer.isPresent()) {
        answer = connection.answerIfAny();
        answer.ifPresent(next -> check(request, next));
      }
    } catch (IOException e) {
      if (!(e instanceof SocketException || e.getCause() instanceof SocketException)) {
        throw new IOException("after " + request, e);
      }
      // The server hung up on what is no request; what it said before that may be lost.
      statuses.merge(0, 1, Integer::sum);
    }
    return false;
  }

  /** Jetty sends a body even to a HEAD that it refuses, and then hangs up: nothing is lost. */
  private static boolean staysOpen(HostileRequest request, RawAnswer answer) {
    boolean refused = request.head() && answer.status() >= 400;
    return !refused && !answer.header("Connection").equals("close");
  }

  private void check(HostileRequest request, RawAnswer answer) {
    statuses.merge(answer.status(), 1, Integer::sum);
    String headers = answer.headers().toString();
    // HTTP itself asks for 505 if the request's version is unknown: no failure of ours.
    boolean works = answer.status() < 500 || answer.status() == 505;
    expect(works, "a failure of the server", request, answer);
    expect(answer.headers().keySet().containsAll(OURS), "a header is missing", request, answer);
    expect(!answer.headers().containsKey("Server"), "the server's name", request, answer);
    expect(!headers.contains(HostileRequest.MARK), "in a header", request, answer);
    expect(!ErrorsTest.tellsTheInside(answer.body()), "the inside of the program", request, answer);
    expect(isHarmless(answer), "markup, or no type", request, answer);
  }

  private void expect(boolean met, String or, HostileRequest request, RawAnswer answer) {
    if (!met && faults.size() < 10) {
      faults.add(or + ": " + request + " was answered " + answer);
    }
  }

  /**
   * JSON may say anything: its type, which a browser must not sniff away, keeps it from being a
   * page.
   */
  private static boolean isHarmless(RawAnswer answer) {
    String type = answer.header("Content-Type");
    if (answer.body().isEmpty() || type.equals("application/json")) {
      return answer.body().isEmpty() || JsonParser.parseString(answer.body()).isJsonObject();
    }
    return type.matches("text/(html|csv|plain).*") && !MARKUP.matcher(answer.body()).find();
  }
}
