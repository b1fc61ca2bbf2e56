package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * An answer that is made once and sent to many clients.
 *
 * @param fingerprint the first 12 hexadecimal digits of the SHA-256 of its bytes
 * @param bytes not copied, and never changed, nor are those of {@code gzip}
 */
public record Representation(String fingerprint, String contentType, byte[] bytes, byte[] gzip) {

  /** Up to here it fits into one packet as it is. */
  private static final int SMALL = 1024;

  public static Representation of(String contentType, byte[] bytes) {
    String fingerprint = HexFormat.of().formatHex(sha256(bytes), 0, 6);
    return new Representation(fingerprint, contentType, bytes, compress(bytes));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
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

  /**
   * Sends it, compressed if the client takes that; or 304 and no byte of it if the client says that
   * it has it.
   */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean compressed = bytes.length > SMALL && takesGzip(request);
    response.addHeader("Vary", "Accept-Encoding");
    response.setHeader("ETag", "\"" + fingerprint + (compressed ? "-gzip\"" : "\""));
    if (isKnown(request)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    if (compressed) {
      response.setHeader("Content-Encoding", "gzip");
    }
    Answers.send(response, contentType, compressed ? gzip : bytes);
  }

  /** Whether one of the client's tags is of these bytes, compressed or not, weak or strong. */
  private boolean isKnown(HttpServletRequest request) {
    return Collections.list(request.getHeaders("If-None-Match")).stream()
        .anyMatch(tags -> tags.contains("\"" + fingerprint) || tags.strip().equals("*"));
  }

  private static boolean takesGzip(HttpServletRequest request) {
    return Answers.ranked(Collections.list(request.getHeaders("Accept-Encoding"))).stream()
        .anyMatch(coding -> coding.equalsIgnoreCase("gzip") || coding.equals("*"));
  }
}
