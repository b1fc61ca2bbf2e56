package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppearanceTest {

  private final List<String> odd = new ArrayList<>();

  private Appearance of(Object color, Object paragraph) {
    return Appearance.of(
        Map.of("Button Color", color, "Paragraph Text", paragraph), Documents.NAMES, odd::add);
  }

  @Test
  void valueThatIsNoneIsToldInAShortLine() {
    Appearance bad = of("x\nINFO all is well\u001b[2J" + "x".repeat(1 << 20), List.of("x"));
    assertEquals(new Appearance(Optional.empty(), "Data Engineering Boot Camp"), bad);
    assertTrue(odd.get(0).endsWith("is no opaque CSS color; the button is blue instead"));
    assertEquals(2, odd.size());
    assertTrue(odd.stream().allMatch(line -> line.length() < 200 && line.matches("\\P{C}+")));
  }

  @Test
  void longParagraphIsCutButNotInHalfACharacter() {
    assertEquals("a".repeat(1_000) + "…", of("red", "a".repeat(1_001)).paragraph());
    assertEquals("a".repeat(999) + "…", of("red", "a".repeat(999) + "😀".repeat(10)).paragraph());
    assertEquals("A paragraph of 1001 characters is cut to 1000", odd.get(0));
  }
}
