package dev.buttoncolor.statsig.relay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The events of one post to {@code log_event}. The headers say how to read the body and where it
 * came from; the server key is not among them. A class, since a record must not hold an array.
 */
final class EventBatch {
  private final Map<String, String> headers;
  private final byte[] body;

  EventBatch(Map<String, String> headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /** Reads what {@link #headerLines()} wrote. */
  static EventBatch of(String headerLines, byte[] body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : headerLines.lines().toList()) {
      int colon = line.indexOf(": ");
      headers.put(line.substring(0, colon), line.substring(colon + 2));
    }
    return new EventBatch(headers, body);
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** A name and value a line, which is safe because neither can hold a line break. */
  String headerLines() {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  /** What it takes in the outbox. */
  long bytes() {
    return headerLines().getBytes(StandardCharsets.UTF_8).length + (long) body.length;
  }
}
