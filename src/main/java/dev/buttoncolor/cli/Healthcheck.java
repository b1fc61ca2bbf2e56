package dev.buttoncolor.cli;

import dev.buttoncolor.config.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks a running program for its health. Containers do this every few seconds, so it speaks to a
 * plain socket: an HTTP client takes longer to load than the answer takes to come.
 */
public final class Healthcheck {
  private static final long PATIENCE_MILLIS = 2500;
  private static final String WELL = "HTTP/1.1 200";

  private Healthcheck() {}

  /** Asks the program with this environment: at its {@code ADMIN_PORT}, else its {@code PORT}. */
  public static int run(Map<String, String> environment) {
    String port =
        Stream.of(Setting.ADMIN_PORT, Setting.PORT)
            .map(setting -> environment.getOrDefault(setting.name(), "").strip())
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse(Setting.PORT.defaultValue());
    return run("http://127.0.0.1:" + port);
  }

  /**
   * Asks the program at an address.
   *
   * @param url as in {@code http://127.0.0.1:8080}
   * @return the exit code: 0 if it is well, 1 if not, 2 if the address is none; the reason is on
   *     standard error
   */
  public static int run(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return refused(url);
    }
    int port = uri.getPort() == -1 ? 80 : uri.getPort();
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || port < 1 || port > 65_535) {
      return refused(url);
    }
    try {
      String status = ask(uri.getHost(), port);
      if (status.equals(WELL)) {
        return 0;
      }
      System.err.println(url + " is not well: its /health begins with \"" + status + "\".");
    } catch (IOException e) {
      System.err.println(url + " does not answer: " + e.getMessage() + ".");
    }
    return 1;
  }

  private static int refused(String url) {
    System.err.println(
        "\"" + url + "\" is not the address of the program: it is written as http://HOST:PORT.");
    return 2;
  }

  private static String ask(String host, int port) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), patienceLeft(start));
      String request = "GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] status = new byte[WELL.length()];
      int length = 0;
      while (length < status.length) {
        socket.setSoTimeout(patienceLeft(start));
        int read = in.read(status, length, status.length - length);
        if (read < 0) {
          break;
        }
        length += read;
      }
      return new String(status, 0, length, StandardCharsets.US_ASCII);
    }
  }

  /** One deadline for all steps: a timeout for each would let a trickle of bytes go on. */
  private static int patienceLeft(long start) throws SocketTimeoutException {
    long left = PATIENCE_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (left < 1) {
      throw new SocketTimeoutException("no whole answer in time");
    }
    return (int) left;
  }
}
