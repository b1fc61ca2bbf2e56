package dev.buttoncolor.web;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Gives a request a thread of its own, and bounds how many have one at once. A request has its turn
 * while that thread works on it: not while its answer is on its way to a client that reads slowly,
 * and not while it waits for the disk. Jetty's own handler would end a turn with the last byte of
 * the answer.
 *
 * <p>A page that waits for no disk and no network takes no turn: the thread that has read the
 * request answers it. That saves two changes of threads, and the landing page is served 1.5 to 1.9
 * times as often ({@code src/docs/performance.md}).
 */
final class Turns extends QoSHandler {

  /**
   * After so many requests of a connection one has a thread of its own all the same. Otherwise a
   * client that does not wait for its answers would keep the reading thread from the others.
   */
  static final int REQUESTS_IN_A_ROW = 64;

  /**
   * @param immediate the paths of pages that wait for no disk and no network
   */
  Turns(Handler next, Limits limits, Set<String> immediate) {
    super(next);
    setMaxRequestCount(limits.served());
    setMaxSuspendedRequestCount(limits.waiting());
    setMaxSuspend(limits.patience());
    exclude(request -> immediate.contains(request.getHttpURI().getCanonicalPath()));
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING; // what follows may block, on a thread of its own
  }

  @Override
  public boolean onConditionsMet(Request request, Response response, Callback callback)
      throws Exception {
    // A request that has waited comes here a second time.
    Request turn = request instanceof Turn ? request : new Turn(request);
    return super.onConditionsMet(turn, response, callback);
  }

  @Override
  protected boolean nextHandler(Request request, Response response, Callback callback)
      throws Exception {
    Executor threads = request.getComponents().getExecutor();
    if (request instanceof Turn turn) {
      threads.execute(() -> serve(turn.getWrapped(), response, callback, turn::end));
      return true;
    }
    long received = request.getConnectionMetaData().getConnection().getMessagesIn();
    if (received % REQUESTS_IN_A_ROW == 0) {
      threads.execute(() -> serve(request, response, callback, () -> {}));
      return true;
    }
    return super.nextHandler(request, response, callback);
  }

  private void serve(Request request, Response response, Callback callback, Runnable end) {
    try {
      if (!super.nextHandler(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    } finally {
      end.run();
    }
  }

  /** Tells {@link QoSHandler} that the request is complete when its turn is over. */
  private static final class Turn extends Request.Wrapper {

    private HttpStream stream = new End();

    Turn(Request request) {
      super(request);
    }

    @Override
    public void addHttpStreamWrapper(Function<HttpStream, HttpStream> wrapper) {
      stream = wrapper.apply(stream);
    }

    void end() {
      stream.succeeded();
    }
  }

  /** The innermost stream, at which the completion has no further effect. */
  private static final class End extends HttpStream.Wrapper {

    End() {
      super(null);
    }

    @Override
    public void succeeded() {}
  }
}
