package dev.buttoncolor.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One static file, ready to be sent.
 *
 * @param fingerprint the first 12 hexadecimal digits of the SHA-256 of its bytes
 * @param contentType with charset where it is text
 * @param bytes the file as it is; never changed
 * @param gzip the file compressed; never changed
 */
@SuppressWarnings(
    "ArrayRecordComponent") // never compared, and copying 50 kB a request buys nothing
public record Asset(String fingerprint, String contentType, byte[] bytes, byte[] gzip) {

  public static Asset of(String contentType, byte[] bytes) {
    return new Asset(fingerprintOf(bytes), contentType, bytes, compress(bytes));
  }

  private static String fingerprintOf(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a write", e);
    }
    return compressed.toByteArray();
  }
}
