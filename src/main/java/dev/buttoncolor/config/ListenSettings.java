package dev.buttoncolor.config;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program listens.
 *
 * @param port of the pages; 0 takes a free one
 * @param adminPort of {@code /health}, {@code /ready} and {@code /metrics}, if that is another
 * @param resultsOnAdminPort whether the results are served there too, and not at {@code port}
 * @param drain how long visitors are served after the signal to stop
 */
public record ListenSettings(
    InetAddress host,
    int port,
    Optional<Integer> adminPort,
    boolean resultsOnAdminPort,
    Duration drain) {

  public static ListenSettings from(Map<String, String> environment) {
    ListenSettings listen =
        new ListenSettings(
            Setting.HOST.valueIn(environment),
            Setting.PORT.valueIn(environment),
            Setting.ADMIN_PORT.in(environment),
            Setting.RESULTS_ON.valueIn(environment).equals("ADMIN_PORT"),
            Duration.ofSeconds(Setting.DRAIN_SECONDS.valueIn(environment)));
    if (listen.resultsOnAdminPort() && listen.adminPort().isEmpty()) {
      throw new InvalidSettingException(
          "RESULTS_ON is ADMIN_PORT, but ADMIN_PORT is not set: set it to the port that the"
              + " results are to be served on.");
    }
    return listen;
  }

  /** Why nothing can listen at a port. Linux, macOS and Windows have these words in common. */
  public String refusal(Setting<?> setting, int port, IOException failure) {
    // The system's own error is the cause.
    Throwable cause = failure.getCause() instanceof IOException inner ? inner : failure;
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("assign requested address")) {
      reason = "HOST is not an address of this machine; 0.0.0.0 listens on all of its addresses";
    } else if (cause instanceof BindException && !reason.contains("denied")) {
      reason =
          "the port is in use; stop the program that uses it, or set " + setting + " to another";
    }
    return "Cannot listen on %s port %d: %s.".formatted(host.getHostAddress(), port, reason);
  }

  /**
   * Where other machines of this network find a port, if this one listens for them: they cannot use
   * its loopback address. Best effort: a machine may have several.
   */
  public Optional<URI> inNetwork(int port) {
    if (!host.isAnyLocalAddress()) {
      return Optional.empty();
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(address -> URI.create("http://" + address.getHostAddress() + ":" + port))
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }
}
