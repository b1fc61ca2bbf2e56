package dev.buttoncolor;

import dev.buttoncolor.config.Setting;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;

/** Where the web servers listen, and why one cannot. */
final class Ports {
  private Ports() {}

  /** The system's own error is the cause; Linux, macOS and Windows have these words in common. */
  static String refusal(Setting<?> setting, InetSocketAddress address, IOException failure) {
    Throwable cause = failure.getCause() instanceof IOException inner ? inner : failure;
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("assign requested address")) {
      reason = "HOST is not an address of this machine; 0.0.0.0 listens on all of its addresses";
    } else if (cause instanceof BindException && !reason.contains("denied")) {
      reason =
          "the port is in use; stop the program that uses it, or set " + setting + " to another";
    }
    return "Cannot listen on %s port %d: %s."
        .formatted(address.getAddress().getHostAddress(), address.getPort(), reason);
  }

  /**
   * Where other machines of this network find a port, if this one listens for them: they cannot use
   * its loopback address. Best effort: a machine may have several.
   */
  static Optional<URI> ofNetwork(InetAddress host, int port) {
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
