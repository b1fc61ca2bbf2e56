package dev.buttoncolor.experiment;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The id under which one visitor is assigned, exposed and signed up. All three must agree, so it is
 * a type of its own: a string cannot be mistaken for it.
 *
 * @param value 1 to 64 letters, digits, {@code _} and {@code -}
 */
public record VisitorId(String value) {

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws IllegalArgumentException where the value has another shape
   */
  public VisitorId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a visitor id is " + ALLOWED + ", not " + value);
    }
  }

  /** Tells whether the text can be a visitor id. */
  public static boolean isValid(String text) {
    return ALLOWED.matcher(text).matches();
  }

  /** A new id of 128 random bits, as 32 hexadecimal digits. */
  public static VisitorId random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return new VisitorId(HexFormat.of().formatHex(bits));
  }

  @Override
  public String toString() {
    return value;
  }
}
