package dev.buttoncolor.web;

import dev.buttoncolor.web.http.ErrorAnswers;
import dev.buttoncolor.web.http.SecurityHeaders;
import dev.buttoncolor.web.ops.HealthServlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty, and the bounds on what anybody's requests may cost everybody else: how many are served at
 * once, how many wait and how long, how large they are, and how long a connection may be silent.
 */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private static final int MAX_THREADS = 64;

  private static final int MAX_HEADER_BYTES = 8 * 1024;

  /** How long a connection without a request is waited for when the server stops. */
  private static final Duration SILENT_AT_STOP = Duration.ofMillis(100);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

  private final Server server;
  private final ServerConnector connector;

  private WebServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to serve everything at one address.
   *
   * @param address where to listen; port 0 takes a free one
   * @throws IOException where the address cannot be listened on
   */
  public static WebServer start(InetSocketAddress address, Site site) throws IOException {
    return start(address, site, Limits.STANDARD);
  }

  static WebServer start(InetSocketAddress address, Site site, Limits limits) throws IOException {
    Routes routes = new Routes().withPages(site).withOperations(site);
    return start(address, site, routes, limits);
  }

  /** Starts to serve the pages, and leaves what operators ask for to another server. */
  public static WebServer startPages(InetSocketAddress address, Site site) throws IOException {
    return start(address, site, new Routes().withPages(site), Limits.STANDARD);
  }

  /** Starts to serve what operators ask for, and nothing else. */
  public static WebServer startOperations(InetSocketAddress address, Site site) throws IOException {
    Routes routes = new Routes().withOperations(site);
    return start(address, new SecurityHeaders(routes.table()), null, Limits.STANDARD);
  }

  private static WebServer start(InetSocketAddress address, Site site, Routes routes, Limits limits)
      throws IOException {
    QoSHandler bounded = new QoSHandler(routes.table());
    bounded.excludePath(HealthServlet.PATH); // a process that is busy is none to kill
    bounded.setMaxRequestCount(limits.served());
    bounded.setMaxSuspendedRequestCount(limits.waiting());
    bounded.setMaxSuspend(limits.patience());
    // Outside the bound, so that a form that trickles in keeps nobody's place and no thread.
    Handler read = new EagerContentHandler(bounded, Routes.content());
    return start(address, new SecurityHeaders(read), new RequestTimes(site.registry()), limits);
  }

  private static WebServer start(
      InetSocketAddress address, Handler handler, RequestLog log, Limits limits)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("web");
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, new HeaderTimeoutConnections(http(), limits.head()));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setShutdownIdleTimeout(SILENT_AT_STOP.toMillis());
    server.addConnector(connector);
    NetworkConnectionLimit connections =
        new NetworkConnectionLimit(limits.connections(), connector);
    connections.setEndPointIdleTimeout(limits.crowdedIdle().toMillis());
    server.addBean(connections);
    server.setErrorHandler(new ErrorAnswers());
    server.setHandler(new GracefulHandler(handler));
    server.setRequestLog(log);
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the web server did not start", e);
    }
    return new WebServer(server, connector);
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    return http;
  }

  /** Where the landing page is. */
  public URI uri() {
    String host = connector.getHost();
    boolean all = host.equals("0.0.0.0") || host.equals("::") || host.equals("0:0:0:0:0:0:0:0");
    String shown = all ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + connector.getLocalPort());
  }

  /** Takes no new request, lets those under way finish for up to a second, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The web server did not stop cleanly: {}", e.toString());
    }
  }
}
