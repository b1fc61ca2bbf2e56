package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {

  @ParameterizedTest
  @ValueSource(strings = {"Blue", "a", " a ", "Größe, 2. Grün", "a\"b'c`$d", "🚀", "\u202eb"})
  void anyTextOnOneLineIsAName(String name) {
    assertTrue(NameRule.allows(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u3000",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "\u007f",
        "\u0085",
        "\u2028",
        "a\u2029"
      })
  void blanksAndControlCharactersAreNone(String name) {
    assertFalse(NameRule.allows(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ude80", "\ude80\ud83d"})
  void halfASurrogatePairIsNone(String name) {
    assertFalse(NameRule.allows(name));
  }

  @Test
  void lengthIsCountedInCharactersOfUnicode() {
    assertTrue(NameRule.allows("🚀".repeat(128)));
    assertFalse(NameRule.allows("a".repeat(129)));
  }
}
