package dev.buttoncolor.web.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Turns every failure into an answer, in one place: a page in the program's look, or JSON if the
 * request prefers that. It says what a person can act on, and reveals nothing internal.
 */
public final class ErrorAnswers extends ErrorHandler {

  /** Whether the landing page is served at this port. */
  private final boolean linkStart;

  public ErrorAnswers(boolean linkStart) {
    this.linkStart = linkStart;
  }

  record Failure(int status, String error, String message) {}

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    endIfError(cause);
    SecurityHeaders.addTo(response.getHeaders());
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().ensureField(new HttpField(HttpHeader.RETRY_AFTER, "2"));
    }
    boolean json =
        request.getHttpURI().getCanonicalPath().endsWith(".json")
            || Answers.prefersJson(request.getHeaders().getValuesList(HttpHeader.ACCEPT));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, json ? Answers.JSON : Answers.HTML);
    String title = HttpStatus.getMessage(status);
    // A sentence of ours comes without a cause. What Jetty refuses comes with one, or bare.
    boolean ours = cause == null && message != null && !message.equals(title);
    String text = ours ? message : explain(status, title);
    byte[] body =
        json
            ? Answers.toJson(new Failure(status, title, text))
            : Answers.render(
                html ->
                    JtemessageGenerated.render(
                        html, null, Integer.toString(status), title, text, linkStart));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** A lack of memory is the whole program's. Jetty would go on after it. */
  private static void endIfError(Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  private static String explain(int status, String title) {
    return switch (status) {
      case 400 -> "The request is not valid HTTP.";
      case 404 -> "There is no such page.";
      case 405 ->
          "This page does not support the request's method; the Allow header lists those that it does.";
      case 413 -> "The request is larger than this server reads.";
      case 414 -> "The address is longer than the 8 KB that this server reads.";
      case 431 -> "The request's headers are larger than the 8 KB that this server reads.";
      case 500 -> "Something went wrong on our side. It has been written to the log.";
      case 503 -> "The server is busy or stopping. Please try again in a moment.";
      default -> title + ".";
    };
  }
}
