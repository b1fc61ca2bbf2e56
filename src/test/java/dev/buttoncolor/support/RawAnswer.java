package dev.buttoncolor.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it stands on the wire, which no client has tidied up.
 *
 * @param headers the values of each header, by name in any case
 */
public record RawAnswer(int status, Map<String, List<String>> headers, String body) {

  /**
   * Reads one answer and nothing behind it; interim answers are left out.
   *
   * @param toHead whether a HEAD request asked, so that there is no body
   * @throws ProtocolException if it is no answer
   * @throws IOException if it does not come to its end
   */
  static RawAnswer read(InputStream in, boolean toHead) throws IOException {
    String first = line(in);
    if (!first.matches("HTTP/1\\.[01] \\d{3} .*")) {
      throw new ProtocolException("not the beginning of an answer: " + first);
    }
    int status = Integer.parseInt(first.substring(9, 12));
    Map<String, List<String>> headers = headers(in);
    if (status / 100 == 1) {
      return read(in, toHead);
    }
    boolean bare = toHead || status == 204 || status == 304;
    byte[] body = bare ? new byte[0] : body(in, headers);
    return new RawAnswer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> headers(InputStream in) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(":", 2);
      if (parts.length < 2) {
        throw new ProtocolException("not a header: " + line);
      }
      headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1].strip());
    }
    return headers;
  }

  private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
    if (headers.containsKey("Content-Length")) {
      return bytes(in, Integer.parseInt(headers.get("Content-Length").get(0)));
    }
    if (!headers.containsKey("Transfer-Encoding")) {
      return in.readAllBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line(in), 16);
      body.write(bytes(in, size));
      line(in);
    } while (size > 0);
    return body.toByteArray();
  }

  private static byte[] bytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ends after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the head ends after: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** The value of a header; empty if it is not there, or not once. */
  public String header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.get(0) : "";
  }
}
