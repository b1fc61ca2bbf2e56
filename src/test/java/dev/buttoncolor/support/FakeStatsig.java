package dev.buttoncolor.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real HTTP server on a loopback port of its own that stands for Statsig: it serves one spec
 * document and takes events.
 *
 * <p>It starts healthy. {@link #answer(int)}, {@link #hang()} and {@link #refuse()} make it fail
 * from then on, for every path, until {@link #recover()}. What it was asked, and which events it
 * took, is in {@link #received()}. An event counts as taken only when it was answered 202; one that
 * met any failure here was never taken, so a test may ask for each event exactly once. It is on
 * record just after its answer is sent: await it.
 *
 * <p>The address stays the same for life, also over {@link #refuse()}. Safe for use by many
 * threads.
 */
public final class FakeStatsig implements AutoCloseable {
  static {
    // The JDK's server writes headers and body apart, which costs 40 ms an answer without this.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final String key;
  private final ReceivedRequests received = new ReceivedRequests();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, URI> redirects = new ConcurrentHashMap<>();
  private final Set<String> trickling = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String specs;
  private volatile Behavior behavior = Behavior.HEALTHY;
  private volatile String denial = "";
  private volatile Rejection rejection = new Rejection("", 0);
  private HttpServer server;

  private FakeStatsig(String key, String specs) throws IOException {
    this.key = key;
    this.specs = specs;
    listen(0);
    this.port = server.getAddress().getPort();
  }

  /** Starts one that knows the server key {@code key} and serves {@code specs}, a JSON document. */
  public static FakeStatsig start(String key, String specs) throws IOException {
    return new FakeStatsig(key, specs);
  }

  /** Starts one that serves the document that the program comes with. */
  public static FakeStatsig start(String key) throws IOException {
    return start(key, Specs.standard());
  }

  /** What makes the program live on this one. */
  public Map<String, String> settings() {
    return Map.of("STATSIG_API_KEY", key, "STATSIG_API_URL", uri().toString());
  }

  /** The base address that the SDK's options take: ends in {@code /v1}, without a slash. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/v1");
  }

  /** What it was asked so far; the same object for life. */
  public ReceivedRequests received() {
    return received;
  }

  /** Serves a text at a path of its own, such as {@code /v1/get_id_lists}. */
  public void serve(String path, String text) {
    texts.put(path, text);
  }

  /** Sends who asks at this path to another address. */
  public void redirect(String path, URI target) {
    redirects.put(path, target);
  }

  /** Answers at this path with a byte now and then, and never comes to an end. */
  public void trickle(String path) {
    trickling.add(path);
  }

  /** Serves {@code document} to later downloads. */
  public void serve(String document) {
    specs = document;
  }

  /** Answers everything with {@code status} and takes nothing. */
  public void answer(int status) {
    become(new Behavior(status, null, null));
  }

  /** Answers everything with {@code status} and that {@code Retry-After}, and takes nothing. */
  public void answer(int status, String retryAfter) {
    become(new Behavior(status, retryAfter, null));
  }

  /** Answers posts that contain {@code text} with {@code status}, and takes all others. */
  public void reject(String text, int status) {
    rejection = new Rejection(text, status);
  }

  /** Answers everything 202, with a body that does not say so; takes nothing. */
  public void denySuccess(String body) {
    denial = body;
    become(new Behavior(Behavior.DENIAL, null, null));
  }

  /** Accepts connections and reads requests, but answers none of them, ever, and takes nothing. */
  public void hang() {
    become(new Behavior(0, null, new CountDownLatch(1)));
  }

  /** Closes the port: connections are refused, open ones are cut. */
  public synchronized void refuse() {
    server.stop(0);
    server = null;
    become(Behavior.HEALTHY);
  }

  /** Healthy again, on the same port. What was hanging is cut off without an answer. */
  public synchronized void recover() throws IOException {
    become(Behavior.HEALTHY);
    trickling.clear();
    rejection = new Rejection("", 0);
    if (server == null) {
      listen(port);
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    become(Behavior.HEALTHY);
    if (server != null) {
      server.stop(0);
      server = null;
    }
    threads.shutdownNow();
  }

  private void listen(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private synchronized void become(Behavior next) {
    Behavior last = behavior;
    behavior = next;
    if (last.released() != null) {
      last.released().countDown();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body;
      try (InputStream in = exchange.getRequestBody()) {
        body = in.readAllBytes();
      }
      String path = exchange.getRequestURI().getPath();
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().set("Location", redirects.get(path).toString());
        answer(exchange, 302, "");
        return;
      }
      if (trickling.contains(path)) {
        received.add(path, headersOf(exchange), body, 0);
        trickle(exchange);
        return;
      }
      Behavior now = rejection.matches(body, headersOf(exchange)) ? rejection.behavior() : behavior;
      if (now.status() == Behavior.DENIAL) {
        answer(exchange, 202, denial);
        received.add(path, headersOf(exchange), body, Behavior.DENIAL);
        return;
      }
      String wanted = now.status() == Behavior.OWN_ANSWER ? answerTo(path, exchange) : "{}";
      int status = now.status() == Behavior.OWN_ANSWER ? statusOf(path, wanted) : now.status();
      if (now.released() != null) {
        received.add(path, headersOf(exchange), body, status);
        now.awaitRelease();
        return;
      }
      if (now.retryAfter() != null) {
        exchange.getResponseHeaders().set("Retry-After", now.retryAfter());
      }
      String answer = wanted == null ? "{}" : wanted;
      // One at a time, or the next request could be on record before this one.
      synchronized (received) {
        answer(exchange, status, answer);
        // Only now, so that a test that saw the event may cut the connection and not the answer.
        received.add(path, headersOf(exchange), body, status);
      }
    }
  }

  private void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      while (!closed.await(20, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.getResponseBody().close();
  }

  /** What a healthy Statsig says, or null where the key is wrong. */
  private String answerTo(String path, HttpExchange exchange) {
    if (path.startsWith(ReceivedRequests.SPECS)) {
      return path.equals(ReceivedRequests.SPECS + "/" + key + ".json") ? specs : null;
    }
    if (texts.containsKey(path)) {
      return texts.get(path);
    }
    boolean known = key.equals(exchange.getRequestHeaders().getFirst("STATSIG-API-KEY"));
    if (!known) {
      return null;
    }
    return path.equals(ReceivedRequests.LOG_EVENT) ? "{\"success\":true}" : "{}";
  }

  private static int statusOf(String path, String answer) {
    if (answer == null) {
      return 401;
    }
    return path.equals(ReceivedRequests.LOG_EVENT) ? 202 : 200;
  }

  private static Map<String, String> headersOf(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      headers.put(header.getKey(), String.join(", ", header.getValue()));
    }
    return headers;
  }

  /** What it does not take, and what it answers then. */
  private record Rejection(String text, int status) {
    boolean matches(byte[] body, Map<String, String> headers) throws IOException {
      return status != 0 && ReceivedRequests.text(body, headers).contains(text);
    }

    Behavior behavior() {
      return new Behavior(status, null, null);
    }
  }

  /** How it treats requests; {@code released} is there only where it hangs. */
  private record Behavior(int status, String retryAfter, CountDownLatch released) {
    static final int OWN_ANSWER = -1;
    static final int DENIAL = -2;
    static final Behavior HEALTHY = new Behavior(OWN_ANSWER, null, null);

    void awaitRelease() throws IOException {
      try {
        if (!released.await(5, TimeUnit.MINUTES)) {
          throw new IOException(new TimeoutException("a hanging answer was not released"));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
