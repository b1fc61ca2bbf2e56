package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.ButtonColor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns parameter values, which are free text in the console, into ones that a page can show. Warns
 * of each value that it cannot use once. For one document and one thread.
 */
final class ParameterReader {

  static final String DEFAULT_PARAGRAPH = "Data Engineering Boot Camp";

  private static final Logger LOG = LoggerFactory.getLogger(ParameterReader.class);

  /** A longer paragraph is cut, so that the page stays small. */
  private static final int MAX_PARAGRAPH = 1_000;

  private final Map<Object, ButtonColor> colors = new HashMap<>();
  private final Map<Object, String> paragraphs = new HashMap<>();

  /** The color, or {@link ButtonColor#DEFAULT} if the value is missing or no opaque color. */
  ButtonColor color(Object value) {
    return value == null
        ? ButtonColor.DEFAULT
        : colors.computeIfAbsent(value, ParameterReader::readColor);
  }

  private static ButtonColor readColor(Object value) {
    return (value instanceof String text ? ButtonColor.parse(text) : Optional.<ButtonColor>empty())
        .orElseGet(
            () -> {
              LOG.warn("{} is no opaque CSS color; the button is blue instead", shown(value));
              return ButtonColor.DEFAULT;
            });
  }

  /** The paragraph, or {@link #DEFAULT_PARAGRAPH} if the value is missing or no text. */
  String paragraph(Object value) {
    return value == null
        ? DEFAULT_PARAGRAPH
        : paragraphs.computeIfAbsent(value, ParameterReader::readParagraph);
  }

  private static String readParagraph(Object value) {
    if (!(value instanceof String text)) {
      LOG.warn("{} is no text for a paragraph; the default is shown instead", shown(value));
      return DEFAULT_PARAGRAPH;
    }
    if (text.length() > MAX_PARAGRAPH) {
      LOG.warn("A paragraph of {} characters is cut to {}", text.length(), MAX_PARAGRAPH);
      int end = Character.isHighSurrogate(text.charAt(MAX_PARAGRAPH - 1)) ? 1 : 0;
      return text.substring(0, MAX_PARAGRAPH - end) + "…"; // half a surrogate pair is no character
    }
    return text;
  }

  /** The value as a log may carry it: short, and on one line. */
  private static String shown(Object value) {
    String text = value.toString();
    return "\""
        + text.substring(0, Math.min(40, text.length())).replaceAll("\\p{Cntrl}", "?")
        + "\"";
  }
}
