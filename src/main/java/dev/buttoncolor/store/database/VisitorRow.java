package dev.buttoncolor.store.database;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one visitor in one run, and what an event makes of it. Here is decided what
 * counts; both databases only keep it.
 *
 * <p>What one instance saw is in order: its events arrive in the order in which they happened, so
 * its clock does not matter. Events of different instances are ordered by their times, and clocks
 * may differ by {@link #CLOCK_TOLERANCE}.
 *
 * @param instance which instance wrote the exposure, or the signup without one
 * @param group the group of the first exposure; null where there was none so far
 * @param exposedAt when that was
 * @param signedUpAt the first signup since, not before the exposure; null without
 * @param unexposedSignupAt the last signup that came before any exposure; null without
 * @param crossedOver whether another group's button was seen later
 */
public record VisitorRow(
    int instance,
    String group,
    Instant exposedAt,
    Instant signedUpAt,
    Instant unexposedSignupAt,
    boolean crossedOver) {

  /** A visitor of whom nothing is known. */
  public static final VisitorRow UNKNOWN = new VisitorRow(0, null, null, null, null, false);

  /** A person takes longer to read a page and sign up than servers' clocks differ. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

  public boolean isExposed() {
    return group != null;
  }

  /** After a page with a group's button was seen. */
  public VisitorRow exposed(String seen, Instant at, int by) {
    if (!isExposed()) {
      return isSignupSince(at, by)
          ? new VisitorRow(by, seen, at, later(unexposedSignupAt, at), null, false)
          : new VisitorRow(by, seen, at, null, unexposedSignupAt, false);
    }
    if (!seen.equals(group)) {
      return new VisitorRow(instance, group, exposedAt, signedUpAt, unexposedSignupAt, true);
    }
    if (signedUpAt == null && at.isBefore(exposedAt) && isSignupSince(at, by)) {
      return new VisitorRow(
          instance, group, exposedAt, later(unexposedSignupAt, exposedAt), null, crossedOver);
    }
    return this;
  }

  /** Whether the signup kept apart came after this exposure, which took longer to arrive. */
  private boolean isSignupSince(Instant at, int by) {
    return unexposedSignupAt != null
        && by != instance
        && !unexposedSignupAt.plus(CLOCK_TOLERANCE).isBefore(at);
  }

  /** After a signup. */
  public VisitorRow signedUp(Instant at, int by) {
    if (isExposedBefore(at, by)) {
      return signedUpAt != null
          ? this
          : new VisitorRow(
              instance, group, exposedAt, later(at, exposedAt), unexposedSignupAt, crossedOver);
    }
    if (unexposedSignupAt != null && !at.isAfter(unexposedSignupAt)) {
      return this;
    }
    return new VisitorRow(
        isExposed() ? instance : by, group, exposedAt, signedUpAt, at, crossedOver);
  }

  /** Whether a signup at this time is one of a visitor who had seen the button. */
  public boolean isExposedBefore(Instant at, int by) {
    return isExposed() && (by == instance || !at.plus(CLOCK_TOLERANCE).isBefore(exposedAt));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
