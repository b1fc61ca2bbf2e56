package dev.buttoncolor.statsig.forward;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to leave Statsig alone after it failed. */
final class Backoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(60);

  /**
   * The longest pause, even if Statsig asks for more: a wrong clock must not stop the forwarding
   * for a day.
   */
  static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private Backoff() {}

  /**
   * Doubles with each failure in a row, from {@link #FIRST} to {@link #LONGEST}; the last half of
   * it is random, so that many instances do not come back all at once.
   *
   * @param failures in a row, from 1
   */
  static Duration after(int failures) {
    long full =
        Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures - 1, Short.SIZE));
    return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2));
  }

  /** The same, or what Statsig asked for if that is longer. */
  static Duration after(int failures, Optional<Duration> asked) {
    Duration own = after(failures);
    return asked.filter(other -> other.compareTo(own) > 0).orElse(own);
  }

  /**
   * What a {@code Retry-After} header asks for, from 0 to {@link #LONGEST_ASKED}: seconds or an
   * HTTP date (RFC 9110, 10.2.3). Empty if it is neither.
   */
  static Optional<Duration> asked(String retryAfter, InstantSource clock) {
    return parse(retryAfter.strip(), clock)
        .map(asked -> asked.isNegative() ? Duration.ZERO : asked)
        .map(asked -> asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked);
  }

  private static Optional<Duration> parse(String value, InstantSource clock) {
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), then));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
