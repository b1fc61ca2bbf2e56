package dev.buttoncolor.statsig.relay;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls Statsig: follows no redirect to another host, and has one bound on a whole exchange, from
 * the connection to the last byte of the answer. Safe for use by many threads.
 */
public final class StatsigCalls {
  private final Duration bound;

  // Its threads are daemons and end with the last reference to it: there is no close() before 21.
  private final HttpClient client;

  public StatsigCalls(Duration bound) {
    this.bound = bound;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(bound.dividedBy(2)) // or a host that is away looks like a slow one
            .build();
  }

  /**
   * Waits for the whole answer.
   *
   * @throws IOException where none came in time; {@link #reason} says why
   */
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> exchange = client.sendAsync(request, body);
    try {
      return exchange.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + bound.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("the call failed", e.getCause());
    } finally {
      exchange.cancel(true); // closes the connection of an exchange that is still under way
    }
  }

  /**
   * Why there was no answer, as a clause. Quotes nothing that a server sent, which may be what it
   * was sent, the server key included.
   */
  public static String reason(IOException failure) {
    if (failure instanceof HttpTimeoutException) {
      return failure.getMessage();
    }
    boolean plain = failure.getMessage() == null || failure instanceof ProtocolException;
    String message = plain ? "" : " (" + failure.getMessage() + ")";
    return "no answer: " + failure.getClass().getSimpleName() + message;
  }
}
