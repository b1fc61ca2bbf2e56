package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.ButtonColor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterReaderTest {

  private final ParameterReader reader = new ParameterReader();

  /** What the action logs: the log goes to standard error. */
  private static List<String> logged(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void missingValuesAreTheDefaultsAndWorthNoWarning() {
    List<String> log =
        logged(
            () -> {
              assertEquals(ButtonColor.DEFAULT, reader.color(null));
              assertEquals(ParameterReader.DEFAULT_PARAGRAPH, reader.paragraph(null));
            });
    assertEquals(List.of(), log);
  }

  @Test
  void goodValuesAreTaken() {
    assertEquals("#ffa500", reader.color("orange").css());
    assertEquals("Three < four & more", reader.paragraph("Three < four & more"));
  }

  @Test
  void eachBadValueIsWarnedOfOnce() {
    List<String> log =
        logged(
            () -> {
              for (int i = 0; i < 3; i++) {
                assertEquals(ButtonColor.DEFAULT, reader.color("bluish"));
                assertEquals(ButtonColor.DEFAULT, reader.color(7));
                assertEquals(ButtonColor.DEFAULT, reader.color(0.5));
                assertEquals(ButtonColor.DEFAULT, reader.color(Map.of("c", "red")));
                assertEquals(ParameterReader.DEFAULT_PARAGRAPH, reader.paragraph(List.of("x")));
              }
            });
    assertEquals(5, log.size(), log.toString());
    assertTrue(log.get(0).contains("\"bluish\" is no opaque CSS color"), log.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\nINFO Serve - all is well", "x\r\u001b[2Jy", "</style><script>"})
  void warningIsOneShortLine(String hostile) {
    List<String> log = logged(() -> reader.color(hostile + "x".repeat(1 << 20)));
    assertEquals(1, log.size(), log.toString());
    assertTrue(log.get(0).length() < 200, log.get(0));
    assertFalse(log.get(0).contains("\u001b"), log.get(0));
  }

  @Test
  void longParagraphIsCut() {
    logged(
        () -> {
          assertEquals("a".repeat(1_000), reader.paragraph("a".repeat(1_000)));
          assertEquals("a".repeat(1_000) + "…", reader.paragraph("a".repeat(1 << 20)));
        });
  }

  @Test
  void cutLeavesNoHalfCharacter() {
    logged(
        () ->
            assertEquals(
                "a".repeat(999) + "…", reader.paragraph("a".repeat(999) + "😀".repeat(10))));
  }
}
