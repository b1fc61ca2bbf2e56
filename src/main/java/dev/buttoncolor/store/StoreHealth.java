package dev.buttoncolor.store;

/**
 * Whether the store does its work.
 *
 * @param status how well
 * @param detail what is wrong, or that nothing is, for a person; without any secret
 * @param waiting how many events wait to be written
 * @param dropped how many events were lost since the start because too many waited
 */
public record StoreHealth(Status status, String detail, int waiting, long dropped) {

  public enum Status {
    /** A write has just been committed. */
    WORKING,
    /** A database that all instances share is away: events wait, and visitors are served. */
    DEGRADED,
    /** This instance alone cannot write: visitors are better served by another one. */
    FAILING
  }
}
