package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.web.http.SecurityHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The experiment's color as it enters a page: the only inline style there is, and the policy that
 * lets a browser accept exactly it. The policy names the style by its hash, which unlike a nonce
 * needs no randomness.
 *
 * @param styleText the whole text of the style element, to be written without a change of a byte
 * @param policy the content security policy of a page with this style
 */
record Accent(String styleText, String policy) {

  static Accent of(ButtonColor color) {
    String style = ":root{--button:" + color.css() + ";--on-button:" + color.textCss() + "}";
    return new Accent(style, SecurityHeaders.policyAllowing(cspSource(style)));
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
