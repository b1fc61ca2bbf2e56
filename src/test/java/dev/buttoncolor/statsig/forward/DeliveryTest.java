package dev.buttoncolor.statsig.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.statsig.forward.Delivery.Outcome;
import dev.buttoncolor.statsig.forward.Delivery.Result;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.ReceivedRequests;
import dev.buttoncolor.support.ReceivedRequests.Request;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of Statsig's means for the events of a post. */
@Timeout(60)
class DeliveryTest {

  private static final String LOG_EVENT = "/v1/log_event";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private FakeStatsig statsig;

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start("secret", "{}");
  }

  @AfterEach
  void stop() {
    statsig.close();
  }

  private Outcome post() {
    return post(LONG, Clock.systemUTC());
  }

  private Outcome post(Duration bound, InstantSource clock) {
    String event = "{\"eventName\":\"%s\",\"user\":{\"userID\":\"ada\"},\"time\":1}";
    return new Delivery(statsig.uri(), "secret", bound, clock)
        .post(List.of(event.formatted("a"), event.formatted("b")));
  }

  @Test
  void eventsArriveWithTheKeyAndTheMomentOfSending() {
    Outcome outcome = post(LONG, InstantSource.fixed(Instant.ofEpochMilli(1_800_000_000_000L)));
    assertEquals(Result.ACCEPTED, outcome.result());
    assertEquals(
        List.of("a", "b"),
        statsig.received().awaitEvents(2).stream().map(event -> event.name()).toList());
    Request request = statsig.received().requestsTo(ReceivedRequests.LOG_EVENT).get(0);
    assertEquals("secret", request.headers().get("STATSIG-API-KEY"));
    assertEquals("1800000000000", request.headers().get("STATSIG-CLIENT-TIME"));
  }

  /** The heap of the image has room for one post of large events, and not for six copies of it. */
  @Test
  void bodyIsMadeEventByEvent() {
    Delivery delivery = new Delivery(statsig.uri(), "secret", LONG, Clock.systemUTC());
    String event = "{\"eventName\":\"%s\"}".formatted("x".repeat(5_000));
    var thread = ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
    long before = thread.getCurrentThreadAllocatedBytes();
    delivery.post(Collections.nCopies(1_000, event));
    long bytes = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 4 * 5_000_000, bytes + " bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{}", "{\"success\": true}", "{\"success\": null}"})
  void anAnswerThatDoesNotDenySuccessIsOne(String body) {
    statsig.serve(LOG_EVENT, body);
    assertEquals(Result.ACCEPTED, post().result());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>Please log in</html>", "{\"success\": false}", "[]", "{\"success\":", "7"})
  void anyOtherBodyIsNone(String body) {
    statsig.denySuccess(body);
    assertEquals(
        new Outcome(Result.FAILED, "answered 202 without success", Optional.empty()), post());
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED, Statsig takes no events: answered 400",
    "413, REFUSED, Statsig takes no events: answered 413",
    "415, REFUSED, Statsig takes no events: answered 415",
    "422, REFUSED, Statsig takes no events: answered 422",
    "401, KEY_REFUSED, Statsig refuses the server key: answered 401",
    "403, KEY_REFUSED, Statsig refuses the server key: answered 403",
    "408, UNAVAILABLE, Statsig takes no events: answered 408",
    "429, UNAVAILABLE, Statsig takes no events: answered 429",
    "302, FAILED, Statsig takes no events: answered 302",
    "404, FAILED, Statsig takes no events: answered 404",
    "500, FAILED, Statsig takes no events: answered 500",
    "503, FAILED, Statsig takes no events: answered 503",
  })
  void statusTellsWhetherToTryAgain(int status, Result result, String problem) {
    statsig.answer(status, "Retry-After", "9");
    Outcome outcome = post();
    assertEquals(
        new Outcome(result, "answered " + status, Optional.of(Duration.ofSeconds(9))), outcome);
    assertEquals(problem, outcome.problem());
  }

  /** The dates are RFC 9110's own and a moment before it. */
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "120, PT2M",
    "999999999, PT277777H46M39S",
    "'Sun, 06 Nov 1994 08:49:37 GMT', PT1M",
    "'Sun, 06 Nov 1994 08:48:00 GMT', PT-37S",
    "soon,",
    "-5,",
    "1.5,",
    "99999999999999999999,",
  })
  void retryAfterIsSecondsOrADate(String header, Duration asked) {
    statsig.answer(503, "Retry-After", header);
    InstantSource clock = InstantSource.fixed(Instant.parse("1994-11-06T08:48:37Z"));
    assertEquals(Optional.ofNullable(asked), post(LONG, clock).retryAfter());
  }

  @Test
  void silenceAndDripsEndAtTheBound() {
    Outcome late = new Outcome(Result.FAILED, "no whole answer in time", Optional.empty());
    statsig.hang();
    assertEquals(late, post(SHORT, Clock.systemUTC()));
    statsig.trickle(LOG_EVENT);
    assertEquals(late, post(SHORT, Clock.systemUTC()));
  }

  @Test
  void withoutAConnectionTheEventsAreNotToBlame() {
    statsig.refuse();
    assertEquals(Result.UNAVAILABLE, post().result());
  }
}
