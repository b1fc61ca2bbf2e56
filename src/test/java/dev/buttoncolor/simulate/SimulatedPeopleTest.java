package dev.buttoncolor.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedPeopleTest {
  private static final int PEOPLE = 100_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.12, 0.15, 0.5})
  void thePartThatSignsUpIsTheRate(double rate) {
    long signups = signups(new SimulatedPeople(7), rate).stream().filter(signup -> signup).count();
    double standardError = Math.sqrt(rate * (1 - rate) / PEOPLE);
    assertEquals(rate, (double) signups / PEOPLE, 4 * standardError);
  }

  @Test
  void whoSignsUpAtARateSignsUpAtAHigherOne() {
    SimulatedPeople people = new SimulatedPeople(7);
    assertTrue(
        IntStream.range(0, PEOPLE)
            .filter(person -> people.signsUp(person, 0.1))
            .allMatch(person -> people.signsUp(person, 0.2)));
  }

  @Test
  void neighboringSeedsAreNotTheSamePeopleShifted() {
    List<Boolean> some = signups(new SimulatedPeople(7), 0.5);
    List<Boolean> others = signups(new SimulatedPeople(8), 0.5);
    assertNotEquals(some, others);
    assertNotEquals(some.subList(1, PEOPLE), others.subList(0, PEOPLE - 1));
  }

  private static List<Boolean> signups(SimulatedPeople people, double rate) {
    return IntStream.range(0, PEOPLE).mapToObj(person -> people.signsUp(person, rate)).toList();
  }

  @Test
  void idsAreOfTheFormThatTheSiteTakes() {
    for (long seed : new long[] {0, 7, Long.MAX_VALUE, Long.MIN_VALUE}) {
      String id = new SimulatedPeople(seed).id(Integer.MAX_VALUE);
      assertTrue(id.matches("[A-Za-z0-9_-]{1,64}"), id);
    }
  }
}
