package dev.buttoncolor.simulate;

import java.util.concurrent.TimeUnit;

/** Lets one visitor in at a time, evenly. A delay is not made up for by a burst. For one thread. */
final class Pace {
  private final long interval;
  private long due;

  private Pace(long interval, long now) {
    this.interval = interval;
    this.due = now;
  }

  /**
   * @param perSecond how many to let in each second, at least 1
   * @param now nanoseconds on any clock; the first may enter then
   */
  static Pace perSecond(int perSecond, long now) {
    return new Pace(TimeUnit.SECONDS.toNanos(1) / perSecond, now);
  }

  /**
   * Gives the next one their turn.
   *
   * @param now nanoseconds on the same clock
   * @return the nanoseconds that they have to wait, or less than 1
   */
  long next(long now) {
    // A wake-up a little late is made up for, or the pace would fall behind; a longer stall is not.
    if (now - due > interval) {
      due = now;
    }
    long wait = due - now;
    due += interval;
    return wait;
  }
}
