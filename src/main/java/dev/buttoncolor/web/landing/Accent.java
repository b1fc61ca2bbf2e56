package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.web.http.SecurityHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;

/**
 * The experiment's color as it enters a page: the only inline style there is, and the source that
 * lets the page's content security policy accept exactly it.
 *
 * <p>A hash, unlike a nonce, needs no secret in the page and is the same for every visitor of a
 * color; so it is computed once for each.
 *
 * @param styleText the whole text of the style element, to be written without a change of a byte
 * @param policy the header with the content security policy of a page with this style
 */
record Accent(String styleText, HttpField policy) {

  /** An experiment has a handful of colors; what comes beyond this is made each time. */
  private static final int MAX_KEPT = 1_000;

  private static final Map<ButtonColor, Accent> KEPT = new ConcurrentHashMap<>();

  /** The accent of a color. */
  static Accent of(ButtonColor color) {
    Accent kept = KEPT.get(color);
    if (kept != null) {
      return kept;
    }
    String style = ":root{--button:" + color.css() + ";--on-button:" + color.textCss() + "}";
    Accent accent = new Accent(style, SecurityHeaders.policyAllowing(cspSource(style)));
    if (KEPT.size() < MAX_KEPT) {
      KEPT.put(color, accent);
    }
    return accent;
  }

  /** What {@code style-src} has to hold: {@code 'sha256-…'} of the style's text. */
  private static String cspSource(String style) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.US_ASCII));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
