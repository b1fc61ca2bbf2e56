package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesignTest {

  @Test
  void roundedSharesAreEvenedOut() {
    Design thirds = Designs.of(1, 0.3333, 0.3333, 0.3333);
    assertEquals(1.0 / 3, thirds.shares().get("Red"), 1e-15);
  }

  @Test
  void groupsKeepTheirOrder() {
    Map<String, Double> shares = new LinkedHashMap<>();
    List<String> names = List.of("z", "b", "y", "a", "x");
    names.forEach(name -> shares.put(name, 0.2));
    Design design = new Design("y", shares, 5000);
    assertEquals(names, design.groups());
    assertEquals(List.of("z", "b", "a", "x"), design.treatments());
  }

  @Test
  void levelIsDividedByTheTreatments() {
    assertEquals(0.05 / 3, Designs.fourColors().level());
    assertEquals(0.05, Designs.of(5000, 0.5, 0.5).level());
    assertEquals(0.05, Designs.of(5000, 1).level());
  }

  @Test
  void saysWhatIsWrong() {
    Map<String, Double> halves = Map.of("Blue", 0.5);
    assertRefused(
        "The control group must be one of [Blue], not Red.", () -> new Design("Red", halves, 5000));
    assertRefused(
        "The groups' shares must sum to 1, not 0.5.", () -> new Design("Blue", halves, 5000));
    assertRefused(
        "The number of planned visitors must be positive, not 0.", () -> Designs.of(0, 0.5, 0.5));
    assertRefused("The share of group Green must be above 0, not 0.0.", () -> Designs.of(1, 1, 0));
    assertRefused(
        "A group of the experiment has no name.", () -> new Design(" ", Map.of(" ", 1.0), 5000));
  }

  @Test
  void moreSignupsThanVisitorsCannotBe() {
    assertRefused("3 of 2 visitors cannot have signed up.", () -> new Counts(2, 3));
    assertRefused("-1 of 2 visitors cannot have signed up.", () -> new Counts(2, -1));
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
