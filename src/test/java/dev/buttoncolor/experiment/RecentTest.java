package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentTest {

  private static final int PLACES = 8;

  @Test
  void whatWasAddedLastIsRemembered() {
    Recent<String, Integer> recent = new Recent<>(PLACES, Duration.ofDays(1));
    assertEquals(Optional.empty(), recent.find("one"));
    recent.add("one", 1);
    recent.add("one", 11);
    assertEquals(Optional.of(11), recent.find("one"));
  }

  @Test
  void keysThatShareAPlaceAreNeverTakenForEachOther() {
    Recent<Integer, String> recent = new Recent<>(PLACES, Duration.ofDays(1));
    for (int i = 0; i < 3 * PLACES; i++) {
      recent.add(i, "value " + i);
    }
    for (int i = 0; i < 2 * PLACES; i++) {
      assertEquals(Optional.empty(), recent.find(i), "taken over");
    }
    for (int i = 2 * PLACES; i < 3 * PLACES; i++) {
      assertEquals(Optional.of("value " + i), recent.find(i));
    }
  }

  @Test
  void nothingIsRememberedForLongerThanSaid() {
    Recent<String, Integer> recent = new Recent<>(PLACES, Duration.ZERO);
    recent.add("one", 1);
    assertEquals(Optional.empty(), recent.find("one"));
  }
}
