package dev.buttoncolor.cli;

import dev.buttoncolor.config.Environment;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.ListenSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/**
 * The command {@code healthcheck}: asks a running program for its health. Containers do this every
 * few seconds, so it uses {@link HttpURLConnection}, which starts as fast as a plain socket; the
 * newer {@code java.net.http} takes four times as long.
 */
@Command(
    name = HealthcheckCommand.NAME,
    description = {
      "Asks the program on this machine for its health, within 3 seconds.",
      "It asks at HOST with ADMIN_PORT or PORT, as the environment and .env set them."
    })
public final class HealthcheckCommand implements Callable<Integer> {
  public static final String NAME = "healthcheck";

  private static final int PATIENCE_MILLIS = 2500;

  @Override
  public Integer call() {
    try {
      return run(Environment.load());
    } catch (InvalidSettingException e) { // Main calls this without the parser, which would say it
      System.err.println(e.getMessage());
      return 2;
    }
  }

  /** Returns the exit code; unless it is 0, the reason is on standard error. */
  static int run(Map<String, String> environment) {
    String program = address(ListenSettings.from(environment));
    // For the whole exchange: the connection's own timeouts begin anew with every byte.
    String failure =
        CompletableFuture.supplyAsync(() -> failure(program))
            .completeOnTimeout(
                "does not answer: it took longer than " + PATIENCE_MILLIS + " ms",
                PATIENCE_MILLIS,
                TimeUnit.MILLISECONDS)
            .join();
    if (failure.isEmpty()) {
      return 0;
    }
    System.err.println(program + " " + failure + ".");
    return 1;
  }

  /** Where to connect: for a wildcard address, the loopback address. */
  private static String address(ListenSettings listen) {
    int port = listen.adminPort().orElse(listen.port());
    if (port == 0) {
      throw new InvalidSettingException(
          "The port is 0, so the program chose a free one: set the port that its log names.");
    }
    boolean isIpv6 = listen.host() instanceof Inet6Address;
    boolean isWildcard = listen.host().isAnyLocalAddress();
    String host = isWildcard ? (isIpv6 ? "::1" : "127.0.0.1") : listen.host().getHostAddress();
    return (isIpv6 ? "http://[%s]:%d" : "http://%s:%d").formatted(host, port);
  }

  /** Why the program is not healthy; empty if it is. */
  private static String failure(String program) {
    try {
      URL health = URI.create(program + "/health").toURL();
      HttpURLConnection connection = (HttpURLConnection) health.openConnection(Proxy.NO_PROXY);
      connection.setInstanceFollowRedirects(false);
      int status = connection.getResponseCode();
      return status == 200 ? "" : "is not healthy: /health answers with status " + status;
    } catch (IOException e) {
      return "does not answer: " + e.getMessage();
    }
  }
}
