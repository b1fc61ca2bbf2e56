package dev.buttoncolor.web;

import dev.buttoncolor.web.landing.LandingServlet;
import dev.buttoncolor.web.landing.SignupServlet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Decides which thread answers a request. A page that waits for no disk and no network is answered
 * by the thread that has read the request: that saves two changes of threads, and the landing page
 * is served 1.5 to 1.9 times as often ({@code src/docs/performance.md}). A signup waits as well,
 * but holds no thread meanwhile. Every other request, and one whose query, headers or body are
 * long, gets a thread of its own. {@link Limits} says how many have one at once; further ones wait
 * for their turn, and are refused if there are too many of them or if they have waited too long.
 *
 * <p>A turn ends when the thread has done its work. Jetty's {@code QoSHandler} would end it with
 * the last byte of the answer, so that clients that read slowly would hold all turns.
 */
final class RequestThreads extends Handler.Wrapper {

  /**
   * One of so many requests of a connection has a thread of its own. Otherwise a client that does
   * not wait for its answers would keep the reading thread from the others.
   */
  static final int REQUESTS_IN_A_ROW = 64;

  private static final int ORDINARY_FIELDS = 64;

  /** Characters of the query, of all fields, cookies excepted, and of the body. */
  private static final int ORDINARY_LENGTH = 2_048;

  /** Their pages let no thread wait; an overloaded process must still answer a liveness probe. */
  private static final Set<String> IMMEDIATE =
      Set.of(LandingServlet.PATH, SignupServlet.PATH, Routes.HEALTH);

  private final Limits limits;
  private final Deque<Exchange> waiting = new ArrayDeque<>();
  private int served;

  RequestThreads(Handler next, Limits limits) {
    super(next);
    this.limits = limits;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING; // what follows may block, on a thread of its own
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = new Exchange(request, response, callback);
    if (!IMMEDIATE.contains(request.getHttpURI().getCanonicalPath()) || !isOrdinary(request)) {
      if (!takeTurn(exchange)) {
        exchange.fail(HttpStatus.SERVICE_UNAVAILABLE_503);
      }
      return true;
    }
    long received = request.getConnectionMetaData().getConnection().getMessagesIn();
    if (received % REQUESTS_IN_A_ROW == 0) {
      exchange.executor().execute(() -> serve(exchange));
      return true;
    }
    return super.handle(request, response, callback);
  }

  /** Whether reading the request takes as little work as reading what browsers and proxies send. */
  private static boolean isOrdinary(Request request) {
    String query = request.getHttpURI().getQuery();
    int fields = 0;
    long length = query == null ? 0 : query.length();
    for (HttpField field : request.getHeaders()) {
      fields++;
      if (field.getHeader() == HttpHeader.CONTENT_LENGTH) {
        length += field.getLongValue();
      } else if (field.getHeader() == HttpHeader.TRANSFER_ENCODING) {
        return false; // its length is not told
      } else if (field.getHeader() != HttpHeader.COOKIE) { // may be long, and is not read
        length += field.getValue() == null ? 0 : field.getValue().length();
      }
    }
    return fields <= ORDINARY_FIELDS && length <= ORDINARY_LENGTH;
  }

  /** Begins the exchange or lets it wait; false if too many wait. */
  private synchronized boolean takeTurn(Exchange exchange) {
    if (served < limits.served()) {
      served++;
      begin(exchange);
      return true;
    }
    if (waiting.size() == limits.waiting()) {
      return false;
    }
    waiting.add(exchange);
    giveUpLater(exchange);
    return true;
  }

  private synchronized void endTurn() {
    Exchange next = waiting.poll();
    if (next == null) {
      served--;
    } else {
      begin(next);
    }
  }

  private void begin(Exchange exchange) {
    exchange
        .executor()
        .execute(
            () -> {
              try {
                serve(exchange);
              } finally {
                endTurn();
              }
            });
  }

  private void serve(Exchange exchange) {
    try {
      if (!super.handle(exchange.request(), exchange.response(), exchange.callback())) {
        exchange.fail(HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(exchange.request(), exchange.response(), exchange.callback(), e);
    }
  }

  private void giveUpLater(Exchange exchange) {
    exchange
        .request()
        .getComponents()
        .getScheduler()
        .schedule(() -> giveUp(exchange), limits.patience().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void giveUp(Exchange exchange) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(exchange);
    }
    if (waited) {
      exchange.fail(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
  }

  /** A request with what answers it. */
  private record Exchange(Request request, Response response, Callback callback) {
    Executor executor() {
      return request.getComponents().getExecutor();
    }

    void fail(int status) {
      Response.writeError(request, response, callback, status);
    }
  }
}
