package dev.buttoncolor.statsig.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.buttoncolor.support.FakeStatsig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of Statsig's means for a batch. */
class DeliveryTest {
  private static final Batch BATCH = new Batch(Map.of(), "{\"events\":[]}".getBytes(UTF_8));

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
  @ValueSource(ints = {400, 401, 403, 413, 415, 422})
  void whatNoRepetitionCanHelpIsRefused(int status) throws Exception {
    statsig.answer(status);
    assertEquals(new Delivery.Refused(status), deliver(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 404, 408, 429, 500, 502, 503, 504, 522, 599})
  void anythingElseIsTriedAgain(int status) throws Exception {
    statsig.answer(status, "9");
    assertEquals(
        new Delivery.Failed("answered " + status, Optional.of(Duration.ofSeconds(9))),
        deliver(Duration.ofSeconds(30)));
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
