package dev.buttoncolor.statsig.forward;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * How Statsig is called: by the library that its SDK brings, with one bound on a whole exchange.
 */
public final class StatsigHttp {

  private StatsigHttp() {}

  /**
   * A client that follows no redirect to another host, and sends nothing a second time by itself.
   *
   * @param bound what an exchange may take, from the connection to the last byte of the answer
   */
  public static OkHttpClient client(Duration bound) {
    return new OkHttpClient.Builder()
        .callTimeout(bound)
        .connectTimeout(bound.dividedBy(2)) // or a host that is away looks like a slow one
        .followRedirects(false)
        .retryOnConnectionFailure(false)
        .build();
  }

  /**
   * Why there was no answer, as a clause. Quotes nothing that a server sent: that may be what it
   * was sent, the server key included.
   */
  public static String reason(IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return "no whole answer in time";
    }
    boolean plain = failure.getMessage() == null || failure instanceof ProtocolException;
    String message = plain ? "" : " (" + failure.getMessage() + ")";
    return "no answer: " + failure.getClass().getSimpleName() + message;
  }
}
