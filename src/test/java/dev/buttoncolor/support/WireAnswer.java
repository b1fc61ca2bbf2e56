package dev.buttoncolor.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it came over the wire, which no client has tidied up.
 *
 * @param status its status
 * @param headers the values of each header, by name in any case
 * @param body its body, every byte as one character
 */
public record WireAnswer(int status, Map<String, List<String>> headers, String body) {

  /**
   * Reads one answer and nothing behind it; interim answers are left out.
   *
   * @param toHead whether a HEAD request asked, so that there is no body
   * @return null where the connection ends instead
   */
  static WireAnswer read(InputStream in, boolean toHead) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    if (!first.matches("HTTP/1\\.[01] \\d{3} .*")) {
      throw new IOException("not the beginning of an answer: " + first);
    }
    int status = Integer.parseInt(first.substring(9, 12));
    Map<String, List<String>> headers = headers(in);
    if (status / 100 == 1) {
      return read(in, toHead);
    }
    boolean bare = toHead || status == 204 || status == 304;
    return new WireAnswer(status, headers, bare ? "" : body(in, headers));
  }

  private static Map<String, List<String>> headers(InputStream in) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = some(in); !line.isEmpty(); line = some(in)) {
      String[] parts = line.split(":", 2);
      if (parts.length < 2) {
        throw new IOException("not a header: " + line);
      }
      headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1].strip());
    }
    return headers;
  }

  private static String body(InputStream in, Map<String, List<String>> headers) throws IOException {
    if (headers.containsKey("Content-Length")) {
      int length = Integer.parseInt(headers.get("Content-Length").get(0));
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the answer was cut off after " + bytes.length + " bytes");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    if (!headers.containsKey("Transfer-Encoding")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    StringBuilder body = new StringBuilder();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
      some(in);
    }
    some(in);
    return body.toString();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(some(in), 16);
  }

  private static String some(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      throw new EOFException("the answer was cut off in its head");
    }
    return line;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** The value of a header; empty where it is not there, or not once. */
  public String header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.get(0) : "";
  }
}
