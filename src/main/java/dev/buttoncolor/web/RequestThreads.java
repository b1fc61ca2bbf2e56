package dev.buttoncolor.web;

import dev.buttoncolor.web.landing.LandingServlet;
import dev.buttoncolor.web.landing.SignupServlet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

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
  private final ThreadPoolExecutor turns;

  RequestThreads(Handler next, Limits limits) {
    super(next);
    this.limits = limits;
    int served = limits.served();
    BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(limits.waiting());
    turns = new ThreadPoolExecutor(served, served, 10, TimeUnit.SECONDS, waiting);
    turns.allowCoreThreadTimeOut(true);
    turns.setThreadFactory(turn -> new Thread(turn, "turn"));
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    turns.shutdownNow();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING; // what follows may block, on a thread of its own
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!IMMEDIATE.contains(request.getHttpURI().getCanonicalPath()) || !isOrdinary(request)) {
      serveInTurn(new Exchange(request, response, callback));
      return true;
    }
    long received = request.getConnectionMetaData().getConnection().getMessagesIn();
    if (received % REQUESTS_IN_A_ROW == 0) {
      Exchange exchange = new Exchange(request, response, callback);
      request.getComponents().getExecutor().execute(() -> serve(exchange));
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

  private record Exchange(Request request, Response response, Callback callback) {}

  private void serveInTurn(Exchange exchange) {
    Scheduler scheduler = exchange.request().getComponents().getScheduler();
    // Emptied, or the scheduler would keep the request, which may be large, after it was served.
    AtomicReference<Exchange> waiting = new AtomicReference<>(exchange);
    Runnable turn = () -> serve(waiting.getAndSet(null));
    Runnable giveUp =
        () -> {
          if (turns.remove(turn)) {
            refuse(waiting.get());
          }
        };
    try {
      turns.execute(turn);
    } catch (RejectedExecutionException e) { // too many wait
      refuse(exchange);
      return;
    }
    if (waiting.get() != null) {
      scheduler.schedule(giveUp, limits.patience().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static void refuse(Exchange exchange) {
    Response.writeError(
        exchange.request(),
        exchange.response(),
        exchange.callback(),
        HttpStatus.SERVICE_UNAVAILABLE_503);
  }

  private void serve(Exchange exchange) {
    Request request = exchange.request();
    Response response = exchange.response();
    Callback callback = exchange.callback();
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
