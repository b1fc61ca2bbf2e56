package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorIdTest {

  private static final String SIXTY_FOUR =
      "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF";

  @ParameterizedTest
  @ValueSource(strings = {"a", "Alice_1-b", "0", "-", SIXTY_FOUR})
  void lettersDigitsAndTwoSignsMakeAnId(String text) {
    assertTrue(VisitorId.isValid(text));
    assertEquals(text, new VisitorId(text).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\n",
        "a.b",
        "<b>",
        "ä",
        "٣",
        "%41",
        "a/b",
        "a\u0000",
        SIXTY_FOUR + "x"
      })
  void anythingElseDoesNot(String text) {
    assertFalse(VisitorId.isValid(text));
    assertThrows(IllegalArgumentException.class, () -> new VisitorId(text));
  }

  @Test
  void randomIdIs32HexadecimalDigitsWhichBeginWithItsTimeAndShareNothingElse() {
    long before = System.currentTimeMillis();
    String one = VisitorId.random().value();
    String two = VisitorId.random().value();
    long after = System.currentTimeMillis();

    assertTrue(one.matches("[0-9a-f]{32}"), one);
    long time = Long.parseLong(one.substring(0, 12), 16);
    assertTrue(before <= time && time <= after, one);
    assertNotEquals(one.substring(12), two.substring(12));
  }
}
