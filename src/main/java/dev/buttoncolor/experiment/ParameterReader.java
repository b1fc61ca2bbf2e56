package dev.buttoncolor.experiment;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the values of a spec, which anybody with access to the console may have typed, into ones a
 * page can show. Each bad value is warned of once.
 */
final class ParameterReader {

  private static final Logger LOG = LoggerFactory.getLogger(ParameterReader.class);

  static final String DEFAULT_PARAGRAPH = "Data Engineering Boot Camp";

  /** A paragraph longer than this is cut: the page is small, whatever the console holds. */
  private static final int MAX_PARAGRAPH = 1_000;

  /** As many distinct values as are remembered; a document holds a handful. */
  private static final int MAX_REMEMBERED = 1_000;

  private final Map<Object, ButtonColor> colors = new ConcurrentHashMap<>();
  private final Map<Object, String> paragraphs = new ConcurrentHashMap<>();

  /** The color, or {@link ButtonColor#DEFAULT} where the value is missing or no opaque color. */
  ButtonColor color(Object value) {
    if (value == null) {
      return ButtonColor.DEFAULT;
    }
    ButtonColor known = colors.get(value);
    return known != null ? known : remember(colors, value, readColor(value));
  }

  private static ButtonColor readColor(Object value) {
    return (value instanceof String text ? ButtonColor.parse(text) : Optional.<ButtonColor>empty())
        .orElseGet(
            () -> {
              LOG.warn("{} is no opaque CSS color; the button is blue instead", shown(value));
              return ButtonColor.DEFAULT;
            });
  }

  /** The paragraph, or {@link #DEFAULT_PARAGRAPH} where the value is missing or no text. */
  String paragraph(Object value) {
    if (value == null) {
      return DEFAULT_PARAGRAPH;
    }
    String known = paragraphs.get(value);
    return known != null ? known : remember(paragraphs, value, readParagraph(value));
  }

  private static String readParagraph(Object value) {
    if (!(value instanceof String text)) {
      LOG.warn("{} is no text for a paragraph; the default is shown instead", shown(value));
      return DEFAULT_PARAGRAPH;
    }
    if (text.length() > MAX_PARAGRAPH) {
      LOG.warn("A paragraph of {} characters is cut to {}", text.length(), MAX_PARAGRAPH);
      int end = Character.isHighSurrogate(text.charAt(MAX_PARAGRAPH - 1)) ? 1 : 0;
      return text.substring(0, MAX_PARAGRAPH - end) + "…"; // half a character would be none
    }
    return text;
  }

  private static <T> T remember(Map<Object, T> known, Object value, T read) {
    if (known.size() < MAX_REMEMBERED) {
      known.put(value, read);
    }
    return read;
  }

  /** The value as a log may carry it: short, and on one line. */
  private static String shown(Object value) {
    String text = value.toString();
    return "\""
        + text.substring(0, Math.min(40, text.length())).replaceAll("\\p{Cntrl}", "?")
        + "\"";
  }
}
