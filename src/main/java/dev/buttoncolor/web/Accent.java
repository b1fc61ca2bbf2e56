package dev.buttoncolor.web;

import dev.buttoncolor.experiment.ButtonColor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The experiment's color as it enters a page: the only inline style there is, and the source that
 * lets the page's content security policy accept exactly it.
 *
 * <p>A hash, unlike a nonce, needs no secret in the page and is the same for every visitor of a
 * color.
 *
 * @param color the button's color
 */
record Accent(ButtonColor color) {

  /** The whole text of the style element, to be written without a change of a single byte. */
  String styleText() {
    return ":root{--button:" + color.css() + ";--on-button:" + color.textCss() + "}";
  }

  /** What {@code style-src} has to hold: {@code 'sha256-…'} of the style's text. */
  String cspSource() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(styleText().getBytes(StandardCharsets.US_ASCII));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
