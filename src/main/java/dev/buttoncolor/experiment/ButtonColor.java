package dev.buttoncolor.experiment;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.silentsoft.csscolor4j.Color;
import org.silentsoft.csscolor4j.NamedColor;

/**
 * An opaque color. The text that it was parsed from is not kept, so pages can only get {@link
 * #css()}.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record ButtonColor(int red, int green, int blue) {

  /** What a visitor without a usable color gets: CSS {@code blue}. */
  public static final ButtonColor DEFAULT = new ButtonColor(0, 0, 255);

  /** The longest color worth parsing; {@code rgb()} with every optional space is shorter. */
  private static final int MAX_LENGTH = 64;

  private static final Pattern DIGITS_OR_FUNCTION =
      Pattern.compile("#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(rgb|hsl)a?\\([^()]*\\)");

  public ButtonColor {
    if ((red | green | blue) < 0 || Math.max(red, Math.max(green, blue)) > 255) {
      throw new IllegalArgumentException("a channel is outside 0 to 255");
    }
  }

  /**
   * Reads a CSS color: a name, {@code #rgb}, {@code #rrggbb}, {@code rgb()} or {@code hsl()}.
   *
   * @return empty where the text is no color, or one that lets the background through
   */
  public static Optional<ButtonColor> parse(String text) {
    String css = text.strip().toLowerCase(Locale.ROOT);
    if (css.length() > MAX_LENGTH || !looksLikeColor(css)) {
      return Optional.empty();
    }
    try {
      Color color = Color.valueOf(css);
      return color.getOpacity() == 1
          ? Optional.of(new ButtonColor(color.getRed(), color.getGreen(), color.getBlue()))
          : Optional.empty();
    } catch (RuntimeException e) { // the parser has several ways to say no
      return Optional.empty();
    }
  }

  /**
   * The parser also takes {@code decade}, {@code #+12345} or {@code rgb(1,2,3)x()}; CSS does not.
   */
  private static boolean looksLikeColor(String css) {
    if (DIGITS_OR_FUNCTION.matcher(css).matches()) {
      return true;
    }
    for (NamedColor name : NamedColor.values()) {
      if (name.name().equalsIgnoreCase(css)) {
        return true;
      }
    }
    return false;
  }

  /** The color as {@code #rrggbb}. */
  public String css() {
    return "#" + HexFormat.of().formatHex(new byte[] {(byte) red, (byte) green, (byte) blue});
  }

  /**
   * The text color that reads best on this one.
   *
   * @return {@code #000000} or {@code #ffffff}, whichever has the greater contrast ratio
   * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG 2.2, contrast ratio</a>
   */
  public String textCss() {
    double luminance = luminance();
    double onWhite = 1.05 / (luminance + 0.05);
    double onBlack = (luminance + 0.05) / 0.05;
    return onWhite > onBlack ? "#ffffff" : "#000000";
  }

  /** Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it for sRGB. */
  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
