package dev.buttoncolor.statsig.forward;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** How Statsig is called: by the library of its SDK, with one bound on a whole exchange. */
public final class StatsigHttp {

  /** Bytes of heap for each byte of an answer; beside it the rest of the program has room. */
  private static final int HEAP_OF_AN_ANSWER = 48;

  private static final int LARGEST_OF_ALL = 16 << 20;

  /**
   * The most bytes of an answer that the heap has room for. While a spec document is taken over, it
   * is there as text and as objects, for the SDK and for this program, the old and the new one.
   */
  public static final int LARGEST_ANSWER =
      (int) Math.min(Runtime.getRuntime().maxMemory() / HEAP_OF_AN_ANSWER, LARGEST_OF_ALL);

  private static final class TooLargeException extends IOException {
    TooLargeException(long size) {
      super(
          "%,d bytes, more than the %,d that a heap of %d MB has room for (-Xmx sets it)"
              .formatted(size, LARGEST_ANSWER, Runtime.getRuntime().maxMemory() >> 20));
    }
  }

  private StatsigHttp() {}

  /** Sends a request; if there is no answer, {@link #reason} says why. */
  public static Response ask(OkHttpClient client, Request request) throws IOException {
    try {
      return client.newCall(request).execute();
    } catch (NumberFormatException e) { // OkHttp reads the Retry-After of a 503 as an int
      throw new ProtocolException(e.getMessage());
    }
  }

  /** The whole of an answer; if it breaks off or is too large, {@link #reason} says so. */
  public static byte[] read(ResponseBody answer) throws IOException {
    InputStream in = answer.byteStream();
    byte[] start = in.readNBytes(LARGEST_ANSWER + 1);
    if (start.length <= LARGEST_ANSWER) {
      return start;
    }
    throw new TooLargeException(start.length + in.transferTo(OutputStream.nullOutputStream()));
  }

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
    if (failure instanceof TooLargeException) {
      return "an answer of " + failure.getMessage();
    }
    if (failure instanceof InterruptedIOException) {
      return "no whole answer in time";
    }
    boolean plain = failure.getMessage() == null || failure instanceof ProtocolException;
    String message = plain ? "" : " (" + failure.getMessage() + ")";
    return "no answer: " + failure.getClass().getSimpleName() + message;
  }
}
