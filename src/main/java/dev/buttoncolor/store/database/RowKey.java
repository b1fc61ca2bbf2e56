package dev.buttoncolor.store.database;

import dev.buttoncolor.experiment.VisitorId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** One visitor of one run. In an order, so that all instances lock rows in the same one. */
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
    boolean isHex = id.length() == HEX_DIGITS;
    for (int i = 0; isHex && i < HEX_DIGITS; i++) {
      char c = id.charAt(i);
      isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!isHex) {
      return id.getBytes(StandardCharsets.US_ASCII);
    }
    byte[] bytes = new byte[1 + HEX_DIGITS / 2];
    bytes[0] = HEX;
    for (int i = 0; i < HEX_DIGITS; i += 2) {
      bytes[1 + i / 2] = (byte) HexFormat.fromHexDigits(id, i, i + 2);
    }
    return bytes;
  }

  static VisitorId visitor(byte[] bytes) {
    return new VisitorId(
        bytes[0] == HEX
            ? HexFormat.of().formatHex(bytes, 1, bytes.length)
            : new String(bytes, StandardCharsets.US_ASCII));
  }
}
