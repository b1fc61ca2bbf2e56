package dev.buttoncolor.statsig.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.buttoncolor.support.FakeStatsig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of Statsig's means for a batch. */
class DeliveryTest {
  private static final EventBatch BATCH =
      new EventBatch(Map.of(), "{\"events\":[]}".getBytes(UTF_8));

  private FakeStatsig statsig;

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start("secret", "{}");
  }

  @AfterEach
  void stop() {
    statsig.close();
  }

  @Test
  void anAcceptedBatchIsTaken() throws Exception {
    assertEquals(new Delivery.Taken(), deliver(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void whatNoRepetitionCanHelpIsRefused(int status) throws Exception {
    statsig.answer(status);
    assertEquals(new Delivery.Refused("answered " + status), deliver(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @CsvSource({"401, KEY", "403, KEY", "408, STATSIG", "429, STATSIG"})
  void someAnswersSayWhatTheyAreAbout(int status, Delivery.About about) throws Exception {
    statsig.answer(status);
    assertEquals(
        new Delivery.Failed("answered " + status, Optional.empty(), about),
        deliver(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 404, 405, 500, 501, 502, 503, 504, 522, 599})
  void anythingElseIsTriedAgain(int status) throws Exception {
    statsig.answer(status, "9");
    assertEquals(
        new Delivery.Failed(
            "answered " + status,
            Optional.of(Duration.ofSeconds(9)),
            Delivery.About.STATSIG_OR_BATCH),
        deliver(Duration.ofSeconds(30)));
  }

  @Test
  void anAnswerThatDeniesSuccessIsNone() throws Exception {
    statsig.denySuccess();
    assertEquals(
        new Delivery.Failed(
            "answered 202 without success", Optional.empty(), Delivery.About.STATSIG_OR_BATCH),
        deliver(Duration.ofSeconds(30)));
  }

  @Test
  void clientTimeIsThatOfTheSending() throws Exception {
    Clock later = Clock.fixed(Instant.ofEpochMilli(1_800_000_000_000L), ZoneOffset.UTC);
    EventBatch held = new EventBatch(Map.of("statsig-client-time", "1700000000000"), BATCH.body());
    new Delivery(statsig.uri(), "secret", Duration.ofSeconds(30), later).deliver(held);
    assertEquals(
        "1800000000000",
        statsig.received().awaitPosts(1).get(0).headers().get("STATSIG-CLIENT-TIME"));
  }

  @Test
  void noAnswerAndNoConnectionAreTriedAgain() throws Exception {
    statsig.hang();
    assertInstanceOf(Delivery.Failed.class, deliver(Duration.ofMillis(50)));
    statsig.refuse();
    assertInstanceOf(Delivery.Failed.class, deliver(Duration.ofSeconds(30)));
  }

  private Delivery.Outcome deliver(Duration toAnswer) throws InterruptedException {
    return new Delivery(statsig.uri(), "secret", toAnswer, Clock.systemUTC()).deliver(BATCH);
  }
}
