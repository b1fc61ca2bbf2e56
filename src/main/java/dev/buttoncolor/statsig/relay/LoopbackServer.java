package dev.buttoncolor.statsig.relay;

import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small web server on a port of its own that only this machine can reach. */
final class LoopbackServer {
  /** The path that every address of Statsig's begins with. */
  static final String BASE = "/v1";

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 8;
  private static final int IDLE_MILLIS = 10_000;
  private static final int STOP_MILLIS = 500;
  // Well below the above: a connection kept alive must not take up the whole of it.
  private static final int STOP_IDLE_MILLIS = 50;

  private final Server server;
  private final ServerConnector connector;

  private LoopbackServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static LoopbackServer start(Handler handler) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, IDLE_MILLIS);
    threads.setName("relay");
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(0);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(handler);
    server.setStopTimeout(STOP_MILLIS);
    // Jetty's own pages would name it.
    server.setErrorHandler(
        (request, response, callback) -> {
          callback.succeeded();
          return true;
        });
    LoopbackServer listening = new LoopbackServer(server, connector);
    try {
      server.start();
    } catch (Exception e) {
      listening.close();
      throw new IOException("The relay cannot listen on " + LOOPBACK, e);
    }
    return listening;
  }

  URI uri() {
    return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort() + BASE);
  }

  /** Stops listening, once what it is just doing is done, or soon. */
  void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // It has stopped all the same; what it cut off was not answered, so the SDK still has it.
      LOG.debug("The listener was cut off", e);
    }
  }
}
