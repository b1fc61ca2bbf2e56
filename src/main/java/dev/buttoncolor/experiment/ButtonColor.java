package dev.buttoncolor.experiment;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * An opaque color, each channel 0 to 255. The text that it was parsed from is not kept, so pages
 * can only get {@link #css()}.
 */
public record ButtonColor(int red, int green, int blue) {

  /** What a visitor without a usable color gets: CSS {@code blue}. */
  public static final ButtonColor DEFAULT = new ButtonColor(0, 0, 255);

  /** The longest color worth parsing: more digits than a double has add nothing. */
  private static final int MAX_LENGTH = 128;

  public ButtonColor {
    if ((red | green | blue) < 0 || Math.max(red, Math.max(green, blue)) > 255) {
      throw new IllegalArgumentException("a channel is outside 0 to 255");
    }
  }

  /**
   * Reads an absolute color of CSS Color 4, such as {@code tomato}, {@code #f80}, {@code hsl(39
   * 100% 50%)} or {@code oklch(0.7 0.15 50)}. What sRGB does not have is clipped, as browsers do.
   * Empty if the text is no such color, or one that lets the background through.
   */
  public static Optional<ButtonColor> parse(String text) {
    String css = text.strip().toLowerCase(Locale.ROOT);
    return css.length() > MAX_LENGTH
        ? Optional.empty()
        : CssColor.parse(css)
            .map(rgb -> new ButtonColor(channel(rgb[0]), channel(rgb[1]), channel(rgb[2])));
  }

  private static int channel(double value) {
    return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  /** The color as {@code #rrggbb}. */
  public String css() {
    return "#" + HexFormat.of().formatHex(new byte[] {(byte) red, (byte) green, (byte) blue});
  }

  /**
   * Black or white, whichever has the greater contrast on this color.
   *
   * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG 2.2, contrast ratio</a>
   */
  public String textCss() {
    double luminance =
        0.2126 * ColorSpace.linear(red / 255.0)
            + 0.7152 * ColorSpace.linear(green / 255.0)
            + 0.0722 * ColorSpace.linear(blue / 255.0);
    double onWhite = 1.05 / (luminance + 0.05);
    double onBlack = (luminance + 0.05) / 0.05;
    return onWhite > onBlack ? "#ffffff" : "#000000";
  }
}
