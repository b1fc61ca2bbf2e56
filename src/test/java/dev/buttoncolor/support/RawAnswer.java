package dev.buttoncolor.support;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it stands on the wire, to a request that is sent as it is.
 *
 * @param status the HTTP status
 * @param headers by name, in any case
 * @param body all behind the headers
 */
public record RawAnswer(int status, Map<String, String> headers, String body) {

  /**
   * Sends the request, and reads until the server has no more to say.
   *
   * @param request its first line and headers, without the empty line behind them
   */
  static RawAnswer to(URI server, String request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String whole = request.strip().replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static RawAnswer parse(String answer) {
    String[] parts = answer.split("\r\n\r\n", 2);
    String[] head = parts[0].split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : Arrays.asList(head).subList(1, head.length)) {
      String[] field = line.split(":", 2);
      headers.put(field[0], field[1].strip());
    }
    return new RawAnswer(Integer.parseInt(head[0].split(" ", 3)[1]), headers, parts[1]);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
