package dev.buttoncolor.results;

/**
 * What a group still lacks before its rate may be compared: 100 visitors, 10 signups and 10
 * visitors without one, which is where the normal approximation begins to hold.
 *
 * @param visitors how many more
 * @param signups how many more
 * @param others how many more visitors who do not sign up
 */
record Shortfall(long visitors, long signups, long others) {

  private static final long VISITORS = 100;
  private static final long OF_EACH_KIND = 10;

  static Shortfall of(Counts counts) {
    return new Shortfall(
        Math.max(0, VISITORS - counts.visitors()),
        Math.max(0, OF_EACH_KIND - counts.signups()),
        Math.max(0, OF_EACH_KIND - counts.others()));
  }

  boolean isNone() {
    return visitors == 0 && signups == 0 && others == 0;
  }
}
