package dev.buttoncolor.web;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty, the table of routes, and the bounds on what a request may cost. */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private static final int MAX_THREADS = 64;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_FORM_BYTES = 4 * 1024;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final Server server;
  private final ServerConnector connector;

  private WebServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to serve the site.
   *
   * @param address where to listen; port 0 takes a free one
   * @throws IOException where the address cannot be listened on
   */
  public static WebServer start(InetSocketAddress address, Site site) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("web");
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http()));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    server.addConnector(connector);
    server.setErrorHandler(new ErrorAnswers());
    server.setHandler(new GracefulHandler(new SecurityHeaders(routes(site))));
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

  private static ServletContextHandler routes(Site site) {
    Visits visits =
        new Visits(new ClientAddress(site.proxies()), site.visitorKey(), site.experiment());
    ServletContextHandler routes = new ServletContextHandler();
    routes.setErrorHandler(new ErrorAnswers());
    routes.setMaxFormContentSize(MAX_FORM_BYTES);
    route(routes, new LandingServlet(visits, site.experiment(), site.store()), "");
    route(
        routes,
        new SignupServlet(visits, site.experiment(), site.store(), site.signupEvent()),
        SignupServlet.PATH);
    ResultsServlet results = new ResultsServlet(new LatestResults(site));
    route(routes, results, ResultsServlet.PATH, ResultsServlet.JSON_PATH, ResultsServlet.CSV_PATH);
    route(routes, new AssetsServlet(), Assets.PATH + "/*");
    route(routes, new HealthServlet(), "/health");
    route(routes, new ReadyServlet(site.readiness()), "/ready");
    return routes;
  }

  private static void route(ServletContextHandler routes, Servlet servlet, String... paths) {
    ServletHolder holder = new ServletHolder(servlet);
    for (String path : paths) {
      routes.addServlet(holder, path);
    }
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

  /** Takes no new request, lets those under way finish for up to two seconds, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The web server did not stop cleanly: {}", e.toString());
    }
  }
}
