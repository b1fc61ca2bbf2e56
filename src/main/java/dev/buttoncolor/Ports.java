package dev.buttoncolor;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.config.ListenSettings;
import dev.buttoncolor.config.Setting;
import dev.buttoncolor.web.Backend;
import dev.buttoncolor.web.WebServer;
import dev.buttoncolor.web.WebServer.Section;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The web servers: one for the whole site, or one for visitors and one for operators. */
final class Ports implements AutoCloseable {

  private final InetAddress visitorsHost;
  private final WebServer visitors;
  private final WebServer operations;

  private Ports(InetAddress visitorsHost, WebServer visitors, WebServer operations) {
    this.visitorsHost = visitorsHost;
    this.visitors = visitors;
    this.operations = operations;
  }

  static Ports open(ListenSettings listen, Backend backend) throws StartException {
    if (listen.adminPort().isEmpty()) {
      WebServer all =
          serve(Setting.PORT, listen.host(), listen.port(), EnumSet.allOf(Section.class), backend);
      return new Ports(listen.host(), all, all);
    }
    EnumSet<Section> admin = EnumSet.of(Section.OPERATIONS);
    if (listen.resultsOnAdminPort()) {
      admin.add(Section.RESULTS);
    }
    WebServer operations =
        serve(Setting.ADMIN_PORT, listen.host(), listen.adminPort().get(), admin, backend);
    try {
      return new Ports(
          listen.host(),
          serve(Setting.PORT, listen.host(), listen.port(), EnumSet.complementOf(admin), backend),
          operations);
    } catch (RuntimeException | StartException e) {
      operations.close();
      throw e;
    }
  }

  private static WebServer serve(
      Setting<?> setting, InetAddress host, int port, Set<Section> sections, Backend backend)
      throws StartException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    try {
      return WebServer.start(address, sections, backend);
    } catch (IOException e) {
      throw new StartException(ListenFailure.sentence(setting, address, e), e);
    }
  }

  /**
   * Where other machines of this network find the landing page, if it listens for them: they cannot
   * use the loopback address of {@link #uri}. Best effort: a machine may have several.
   */
  Optional<URI> networkUri() {
    if (!visitorsHost.isAnyLocalAddress()) {
      return Optional.empty();
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(address -> "http://" + address.getHostAddress() + ":" + visitors.uri().getPort())
          .map(URI::create)
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  URI uri() {
    return visitors.uri();
  }

  URI operationsUri() {
    return operations.uri();
  }

  @Override
  public void close() {
    visitors.close();
    operations.close(); // does nothing if both are the same
  }
}
