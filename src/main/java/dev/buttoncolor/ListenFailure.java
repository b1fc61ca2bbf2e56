package dev.buttoncolor;

import dev.buttoncolor.config.Setting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Why the web server cannot listen, in a sentence that says what to change. */
final class ListenFailure {
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private ListenFailure() {}

  /**
   * @param setting the one that chose the port
   * @param failure what the web server threw, with the system's own error as its cause
   */
  static String sentence(Setting<?> setting, InetSocketAddress address, IOException failure) {
    return "Cannot listen on %s port %d: %s."
        .formatted(
            address.getAddress().getHostAddress(),
            address.getPort(),
            reason(setting, address, failure));
  }

  private static String reason(Setting<?> setting, InetSocketAddress address, IOException failure) {
    if (!isOfThisMachine(address.getAddress())) {
      return "HOST is not an address of this machine; 0.0.0.0 listens on all of its addresses";
    }
    Throwable cause = failure.getCause() instanceof IOException inner ? inner : failure;
    boolean denied = String.valueOf(cause.getMessage()).contains("denied");
    if (denied && address.getPort() < FIRST_UNPRIVILEGED_PORT) {
      return "the system keeps ports below 1024 for privileged users; set %s to one from 1024"
          .formatted(setting);
    }
    if (cause instanceof BindException && !denied) {
      return "the port is in use; stop the program that uses it, or set %s to another"
          .formatted(setting);
    }
    return cause.getMessage();
  }

  /** A free port can be bound at the addresses of this machine, and at no other. */
  private static boolean isOfThisMachine(InetAddress address) {
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
