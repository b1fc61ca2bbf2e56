package dev.buttoncolor.statsig.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long Statsig is left alone. */
class BackoffTest {
  // RFC 9110's own example date, a minute before.
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("1994-11-06T08:48:37Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "120, 120",
    "' 7 ', 7",
    "300, 300",
    "86400, 300",
    "999999999, 300",
    "'Sun, 06 Nov 1994 08:49:37 GMT', 60",
    "'Sun, 06 Nov 1994 08:48:00 GMT', 0",
    "'Mon, 07 Nov 1994 08:49:37 GMT', 300",
  })
  void retryAfterIsSecondsOrADateAndHasALimit(String header, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), Backoff.asked(header, CLOCK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "06 Nov 1994"})
  void anythingElseAsksForNothing(String header) {
    assertEquals(Optional.empty(), Backoff.asked(header, CLOCK));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "6, 32", "7, 60", "1000000, 60"})
  void pausesDoubleUpToAMinuteAndDiffer(int failures, long seconds) {
    Duration longest = Duration.ofSeconds(seconds);
    assertTrue(
        Stream.generate(() -> Backoff.after(failures))
            .limit(1000)
            .allMatch(
                pause ->
                    pause.compareTo(longest) <= 0 && pause.compareTo(longest.dividedBy(2)) > 0));
    assertTrue(Stream.generate(() -> Backoff.after(failures)).limit(1000).distinct().count() > 100);
  }
}
