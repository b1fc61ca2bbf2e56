package dev.buttoncolor.experiment;

import static dev.buttoncolor.experiment.ColorSpace.linear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.ChromiumColors;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonColorTest {

  @Test
  void everyColorIsAsChromiumPaintsIt() {
    Map<String, String> different = new TreeMap<>();
    ChromiumColors.read()
        .forEach(
            (css, painted) -> {
              String parsed = ButtonColor.parse(css).map(ButtonColor::css).orElse("-");
              if (!ChromiumColors.areClose(parsed, painted)) {
                different.put(css, parsed + " instead of " + painted);
              }
            });
    assertEquals(Map.of(), different);
  }

  @Test
  void spaceAroundAColorIsNoPartOfIt() {
    assertEquals("#ff4500", ButtonColor.parse(" OrangeRed\t").orElseThrow().css());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "transparent", "inherit",
        "currentcolor", "canvastext", "var(--x)", "rgb(from red r g b)",
        "decade", "0000ff", "#", "#+12345",
        "#１２３", "rgb(１ 2 3)", "blue;", "red\u0000",
        "</style>", "rgb(1,2,3)}body{x:y()", "expression(alert(1))", "url(https://example.org/)",
        "color-mix(in oklab, red, blue)", "oklch(calc(0.5 + 0.1) 0.1 20)"
      })
  void whatIsNoOpaqueColorIsRefused(String text) {
    assertEquals(Optional.empty(), ButtonColor.parse(text));
  }

  @Test
  void megabytesAreRefused() {
    assertEquals(Optional.empty(), ButtonColor.parse("#".repeat(1 << 20)));
    assertEquals(Optional.empty(), ButtonColor.parse("rgb(1,2," + "3".repeat(1 << 20) + ")"));
  }

  @Test
  void textIsReadableOnEveryColor() {
    for (int red = 0; red <= 255; red += 5) {
      for (int green = 0; green <= 255; green += 5) {
        for (int blue = 0; blue <= 255; blue += 5) {
          assertReadable(new ButtonColor(red, green, blue));
        }
      }
    }
  }

  /** WCAG 2.2 asks for a contrast of 4.5 to 1: (L1 + 0.05) / (L2 + 0.05), L1 the lighter one. */
  private static void assertReadable(ButtonColor color) {
    double luminance =
        0.2126 * linear(color.red() / 255.0)
            + 0.7152 * linear(color.green() / 255.0)
            + 0.0722 * linear(color.blue() / 255.0);
    boolean white = color.textCss().equals("#ffffff");
    double contrast = white ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
    assertTrue(contrast >= 4.5, () -> color.textCss() + " on " + color.css() + ": " + contrast);
  }
}
