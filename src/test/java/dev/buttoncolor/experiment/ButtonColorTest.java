package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.silentsoft.csscolor4j.NamedColor;

class ButtonColorTest {

  private static ButtonColor parsed(String css) {
    return ButtonColor.parse(css).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(NamedColor.class)
  void everyNamedColorParses(NamedColor name) {
    String css = parsed(name.name().toLowerCase(Locale.ROOT)).css();
    assertEquals(name.getHex().toLowerCase(Locale.ROOT), css);
  }

  @Test
  void namesAreAllThatCssHas() { // 147 of CSS 3, rebeccapurple of CSS 4
    assertEquals(148, NamedColor.values().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          blue               | #0000ff
          ' OrangeRed '      | #ff4500
          #f80               | #ff8800
          #F80F              | #ff8800
          #a1B2c3            | #a1b2c3
          #a1b2c3ff          | #a1b2c3
          rgb(1, 2, 3)       | #010203
          rgb(1 2 3)         | #010203
          rgba(1, 2, 3, 1)   | #010203
          hsl(120, 100%, 25%)| #008000
          hsl(39 100% 50%)   | #ffa600
          """)
  void anyWayOfWritingGivesSixDigits(String css, String digits) {
    assertEquals(digits, parsed(css).css());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "transparent",
        "currentcolor",
        "inherit",
        "var(--x)",
        "bluee",
        "decade",
        "0000ff",
        "#",
        "#12",
        "#12345",
        "#1234567",
        "#ggg",
        "#+12",
        "#+12345",
        "#１２３",
        "#f808",
        "#ff880080",
        "#ff8800fe",
        "rgba(1,2,3,0.999)",
        "rgba(1,2,3,0)",
        "rgb(1 2 3 / 50%)",
        "hsla(120,100%,25%,.5)",
        "rgb()",
        "rgb(a,b,c)",
        "hsl()",
        "cmyk(0,0,0,0)",
        "url(x)",
        "url(https://example.org/x.png)",
        "</style>",
        "blue;",
        "blue}",
        "#fff)",
        "rgb(1,2,3)}body{x:y()",
        "red\u0000",
        "expression(alert(1))"
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
  void channelIsAByte() {
    assertThrows(IllegalArgumentException.class, () -> new ButtonColor(0, 256, 0));
    assertThrows(IllegalArgumentException.class, () -> new ButtonColor(0, 0, -1));
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

  @ParameterizedTest
  @EnumSource(NamedColor.class)
  void textIsReadableOnEveryNamedColor(NamedColor name) {
    assertReadable(parsed(name.name()));
  }

  /** WCAG 2.2 asks for a contrast of 4.5 to 1. */
  private static void assertReadable(ButtonColor color) {
    double contrast = contrast(color, parsed(color.textCss()));
    assertTrue(contrast >= 4.5, () -> color.textCss() + " on " + color.css() + ": " + contrast);
  }

  /** As WCAG 2.2 puts it: (L1 + 0.05) / (L2 + 0.05), L1 being the lighter of the two. */
  private static double contrast(ButtonColor one, ButtonColor other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(ButtonColor color) {
    int[] channels = {color.red(), color.green(), color.blue()};
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      double c = channels[i] / 255.0;
      luminance += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }
}
