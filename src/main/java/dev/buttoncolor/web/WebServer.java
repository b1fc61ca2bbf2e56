package dev.buttoncolor.web;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.web.http.ErrorAnswers;
import dev.buttoncolor.web.http.SecurityHeaders;
import dev.buttoncolor.web.landing.RecentVisits;
import dev.buttoncolor.web.landing.VisitorReader;
import dev.buttoncolor.web.ops.Metrics;
import dev.buttoncolor.web.ops.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty at one port, with {@link Limits}. */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** More than the turns of {@link Limits}, so that those who read requests always have one. */
  private static final int MAX_THREADS = 64;

  /** One thread for each processor, up to this many, reads requests and answers landing pages. */
  private static final int MAX_SELECTORS = 8;

  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_BODY_BYTES = 4 * 1024;

  static {
    // Or Jetty asks the JVM's MBeans for it, whose making is a twelfth of a start.
    System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
  }

  /** How long a connection without a request is waited for when the server stops. */
  private static final Duration SILENT_AT_STOP = Duration.ofMillis(100);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

  /** A part of the site that can have a port of its own. */
  public enum Section {
    VISITORS,
    RESULTS,
    OPERATIONS
  }

  /** The parts of the program that stand behind the pages. */
  public record Backend(
      Experiment experiment,
      EventStore store,
      VisitorReader visitors,
      RecentVisits recentVisits,
      String signupEvent,
      Readiness readiness,
      Metrics metrics) {}

  private final Server server;
  private final ServerConnector connector;

  private WebServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Fails if the address cannot be listened on, or too few files may be opened. */
  public static WebServer start(InetSocketAddress address, Set<Section> sections, Backend backend)
      throws IOException {
    return start(address, sections, backend, Limits.ofThisProcess());
  }

  static WebServer start(
      InetSocketAddress address, Set<Section> sections, Backend backend, Limits limits)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("web");
    Server server = new Server(threads);
    ServerConnector connector = connector(server, address, limits);
    server.setErrorHandler(new ErrorAnswers(sections.contains(Section.VISITORS)));
    // What a request passes on its way to its servlet; the package description draws it.
    server.setHandler(
        new GracefulHandler(
            new EagerContentHandler( // before the threads: a body that trickles in holds none
                new RequestThreads(new Routes(sections, backend, limits), limits),
                new RetainedContentLoaderFactory(MAX_BODY_BYTES, -1, true))));
    if (sections.contains(Section.VISITORS)) {
      server.setRequestLog(new RequestRecord(backend.metrics().registry()));
    }
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

  private static ServerConnector connector(
      Server server, InetSocketAddress address, Limits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.addCustomizer(new SecurityHeaders());
    int selectors = Math.min(Runtime.getRuntime().availableProcessors(), MAX_SELECTORS);
    ServerConnector connector = // with as many acceptors as Jetty chooses
        new ServerConnector(server, -1, selectors, new HttpConnectionFactory(http));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(limits.exchange().toMillis());
    connector.setShutdownIdleTimeout(SILENT_AT_STOP.toMillis());
    connector.addBean(new ExchangeTimeout(connector, limits));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    return connector;
  }

  public URI uri() {
    String host = connector.getHost();
    boolean all = new InetSocketAddress(host, 0).getAddress().isAnyLocalAddress();
    String shown = all ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + connector.getLocalPort());
  }

  /** Takes no new request, lets those under way finish for up to a second, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.info(
          "Requests that had not ended {} s after the stop were aborted", STOP_TIMEOUT.toSeconds());
    } catch (Exception e) {
      LOG.warn("The web server did not stop cleanly: {}", e.toString());
    }
  }
}
