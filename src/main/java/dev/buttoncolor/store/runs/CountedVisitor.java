package dev.buttoncolor.store.runs;

import java.time.Instant;

/**
 * What is known of one visitor in one run, and where they are counted.
 *
 * @param row what counts
 * @param stretch the stretch of the run by whose shares the visitor was assigned when they were
 *     exposed; their signup counts there too, whenever it comes. 0 before an exposure
 */
public record CountedVisitor(VisitorRow row, int stretch) {

  /** A visitor of whom nothing is known. */
  public static final CountedVisitor UNKNOWN = new CountedVisitor(VisitorRow.UNKNOWN, 0);

  /** After a page with a group's button was seen. */
  public CountedVisitor exposed(String group, int assignedIn, Instant at, int by) {
    return new CountedVisitor(row.exposed(group, at, by), row.isExposed() ? stretch : assignedIn);
  }

  /** After a signup. */
  public CountedVisitor signedUp(Instant at, int by) {
    return new CountedVisitor(row.signedUp(at, by), stretch);
  }

  /** Whether there was a signup, exposed or not. */
  public boolean hasSignedUp() {
    return row.signedUpAt() != null || row.unexposedSignupAt() != null;
  }
}
