package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NameRuleTest {

  @Test
  void anyTextOnOneLineIsAName() {
    for (String name : new String[] {"a", " a ", "Größe, 2. Grün", "a\"b'c`$d", "🚀", "\u202eb"}) {
      assertTrue(NameRule.allows(name), name);
    }
    assertTrue(NameRule.allows("🚀".repeat(128)));
    assertFalse(NameRule.allows("a".repeat(129)));
  }

  @Test
  void blanksControlCharactersAndHalvesOfPairsAreNone() {
    for (String name :
        new String[] {
          "",
          " ",
          "\u3000",
          "a\nb",
          "a\rb",
          "a\u0000b",
          "\u007f",
          "\u0085",
          "\u2028",
          "a\u2029",
          "\ud83d",
          "a\ude80",
          "\ude80\ud83d"
        }) {
      assertFalse(NameRule.allows(name), name);
    }
  }
}
