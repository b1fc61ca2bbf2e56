package dev.buttoncolor.simulate;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The simulated people. Who they are and whether they sign up follows from the seed and their
 * number alone, so that a run can be repeated; its timing has no influence.
 *
 * @param seed any number; each has its own people
 */
public record SimulatedPeople(long seed) {

  /** The visitor id of one person, such as {@code sim-7-000123}. */
  String id(int number) {
    return String.format(Locale.ROOT, "sim-%d-%06d", seed, number);
  }

  /**
   * Whether this person signs up.
   *
   * @param rate the part of all people who do, 0 to 1
   */
  boolean signsUp(int number, double rate) {
    // Hashing the seed first keeps the people of neighboring seeds apart.
    long start = new SplittableRandom(seed).nextLong();
    return new SplittableRandom(start + number).nextDouble() < rate;
  }
}
