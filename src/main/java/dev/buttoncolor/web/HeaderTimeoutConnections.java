package dev.buttoncolor.web;

import java.time.Duration;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;

/**
 * HTTP connections on which the head of a request has to come within a time. The idle timeout alone
 * would let a byte now and then keep a connection for hours.
 */
final class HeaderTimeoutConnections extends HttpConnectionFactory {

  private final Duration head;

  HeaderTimeoutConnections(HttpConfiguration http, Duration head) {
    super(http);
    this.head = head;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new HttpConnection(getHttpConfiguration(), connector, endPoint) {
          @Override
          public void onFillable() {
            if (isLate(getParser())) {
              close();
            } else {
              super.onFillable();
            }
          }
        },
        connector,
        endPoint);
  }

  /** Asked when another byte has come, so it needs no timer: without one the idle timeout ends. */
  private boolean isLate(HttpParser parser) {
    return !parser.isStart()
        && parser.inHeaderState()
        && NanoTime.since(parser.getBeginNanoTime()) > head.toNanos();
  }
}
