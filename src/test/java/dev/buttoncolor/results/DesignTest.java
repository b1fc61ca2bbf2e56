package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DesignTest {

  private static final Arm BLUE = new Arm("Blue", 0.5);
  private static final Arm GREEN = new Arm("Green", 0.5);

  @Test
  void roundedSharesAreEvenedOut() {
    Design thirds =
        new Design(
            "a", List.of(new Arm("a", 0.3333), new Arm("b", 0.3333), new Arm("c", 0.3333)), 1);
    assertEquals(1.0 / 3, thirds.arms().get(0).share(), 1e-15);
  }

  @Test
  void saysWhatIsWrong() {
    assertRefused(
        "The control group must be one of [Blue, Green], not Red.",
        () -> new Design("Red", List.of(BLUE, GREEN), 5000));
    assertRefused(
        "The groups' shares must sum to 1, not 0.5.",
        () -> new Design("Blue", List.of(BLUE), 5000));
    assertRefused(
        "The group Blue is planned twice.", () -> new Design("Blue", List.of(BLUE, BLUE), 5000));
    assertRefused(
        "The number of planned visitors must be positive, not 0.",
        () -> new Design("Blue", List.of(BLUE, GREEN), 0));
    assertRefused(
        "The share of group Red must be above 0 and at most 1, not 0.0.", () -> new Arm("Red", 0));
  }

  @Test
  void moreSignupsThanVisitorsCannotBe() {
    assertRefused("3 of 2 visitors cannot have signed up.", () -> new Counts(2, 3));
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
