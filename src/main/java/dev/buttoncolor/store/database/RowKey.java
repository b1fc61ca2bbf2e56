package dev.buttoncolor.store.database;

import dev.buttoncolor.experiment.VisitorId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Which row is meant: one visitor of one run. In an order, so that two instances that write the
 * same visitors lock their rows in the same order.
 *
 * @param run the run's key in the database
 */
public record RowKey(int run, VisitorId visitor) implements Comparable<RowKey> {

  /** What the bytes of a hexadecimal id begin with; no other id does. */
  private static final byte HEX = 1;

  private static final int HEX_DIGITS = 32;

  @Override
  public int compareTo(RowKey other) {
    int runs = Integer.compare(run, other.run);
    return runs != 0 ? runs : visitor.value().compareTo(other.visitor.value());
  }

  byte[] bytes() {
    return bytes(visitor);
  }

  /** A visitor's id as it is kept, in half the bytes if it is a hexadecimal one. */
  static byte[] bytes(VisitorId visitor) {
    String id = visitor.value();
    if (id.length() != HEX_DIGITS || !isLowerHex(id)) {
      return id.getBytes(StandardCharsets.US_ASCII);
    }
    byte[] bytes = new byte[1 + HEX_DIGITS / 2];
    bytes[0] = HEX;
    for (int i = 0; i < HEX_DIGITS; i += 2) {
      bytes[1 + i / 2] = (byte) HexFormat.fromHexDigits(id, i, i + 2);
    }
    return bytes;
  }

  private static boolean isLowerHex(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The id that is kept as these bytes. */
  static VisitorId visitor(byte[] bytes) {
    return new VisitorId(
        bytes[0] == HEX
            ? HexFormat.of().formatHex(bytes, 1, bytes.length)
            : new String(bytes, StandardCharsets.US_ASCII));
  }
}
