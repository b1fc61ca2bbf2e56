package dev.buttoncolor.support;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection that asks one page after the other, and tells an answer that breaks off from one
 * that never began: no HTTP client says which it was.
 */
public final class RawConnection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

  private final Socket socket;
  private final InputStream in;

  /** An answer that came to its end. */
  public record Answer(int status, String head, String body) {}

  /** An answer that began and did not come to its end. */
  public static final class CutOffException extends Exception {
    private static final long serialVersionUID = 1;

    CutOffException(String received, IOException cause) {
      super("broken off after: " + received, cause);
    }
  }

  /**
   * @throws IOException where nobody listens
   */
  RawConnection(String url) throws IOException {
    URI server = URI.create(url);
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Asks for JSON; the answer is empty where the connection ended before its first byte. */
  Optional<Answer> get(String path) throws CutOffException {
    StringBuilder received = new StringBuilder();
    try {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: test\r\nAccept: application/json\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      while (received.indexOf("\r\n\r\n") < 0) {
        received.append(next());
      }
      String head = received.toString();
      int length = length(head);
      for (int i = 0; i < length; i++) {
        received.append(next());
      }
      String body = received.substring(head.length());
      return Optional.of(new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, body));
    } catch (IOException e) {
      if (received.isEmpty()) {
        return Optional.empty();
      }
      throw new CutOffException(received.toString(), e);
    }
  }

  /** All that we are sent is ASCII. */
  private char next() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return (char) next;
  }

  private static int length(String head) throws IOException {
    Matcher length = LENGTH.matcher(head);
    if (!length.find()) {
      throw new IOException("an answer without a length cannot be told from one cut off");
    }
    return Integer.parseInt(length.group(1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
