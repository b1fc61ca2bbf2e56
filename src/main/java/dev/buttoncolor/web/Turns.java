package dev.buttoncolor.web;

import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Bounds how many requests are served at once. A request has its turn while a thread works on it:
 * not while its answer is on its way to a client that reads slowly, and not while it waits for the
 * disk. Jetty's own handler would end a turn with the last byte of the answer.
 */
final class Turns extends QoSHandler {

  Turns(Handler next, Limits limits) {
    super(next);
    setMaxRequestCount(limits.served());
    setMaxSuspendedRequestCount(limits.waiting());
    setMaxSuspend(limits.patience());
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
    if (!(request instanceof Turn turn)) {
      return super.nextHandler(request, response, callback); // of a path that is not bounded
    }
    try {
      return super.nextHandler(turn.getWrapped(), response, callback);
    } finally {
      turn.end();
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
