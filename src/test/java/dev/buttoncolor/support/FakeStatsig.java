package dev.buttoncolor.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A real HTTP server on a loopback port of its own that stands for Statsig: it serves one spec
 * document and takes events.
 *
 * <p>It starts healthy. {@link #answer(int)}, {@link #denySuccess}, {@link #hang()} and {@link
 * #refuse()} make it fail from then on, for every path, until {@link #recover()}. What it was
 * asked, and which events it took, is in {@link #received()}: an event is taken only if it was
 * answered by a healthy one, so a test may ask for each event exactly once. It is on record just
 * after its answer is sent: await it.
 *
 * <p>The address stays the same for life, also over {@link #refuse()}. Safe for use by many
 * threads.
 */
public final class FakeStatsig implements AutoCloseable {
  static {
    // The JDK's server writes headers and body apart, which costs 40 ms an answer without this.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private record Answer(int status, String body, Map<String, String> headers) {
    Answer(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /** The only one by which the events of a request are taken. */
  private static final Answer TAKEN = new Answer(202, "{\"success\":true}");

  private static final Answer NONE = new Answer(0, "no answer");
  private static final Answer ENDLESS = new Answer(0, "a byte now and then");

  private final String key;
  private final ReceivedRequests received = new ReceivedRequests();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private volatile Answer failure; // null while it is healthy
  private volatile Predicate<String> fails;
  private HttpServer server;

  private FakeStatsig(String key, String specs) throws IOException {
    this.key = key;
    serve(specs);
    listen(0);
    this.port = server.getAddress().getPort();
  }

  /** Starts one that knows the server key {@code key} and serves {@code specs}, a JSON document. */
  public static FakeStatsig start(String key, String specs) throws IOException {
    return new FakeStatsig(key, specs);
  }

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

  public ReceivedRequests received() {
    return received;
  }

  public void serve(String document) {
    serve(ReceivedRequests.SPECS + "/" + key + ".json", document);
  }

  /** Serves a text at a path of its own, such as {@code /v1/get_id_lists}. */
  public void serve(String path, String text) {
    answers.put(path, new Answer(200, text));
  }

  public void redirect(String path, URI target) {
    answers.put(path, new Answer(302, "", Map.of("Location", target.toString())));
  }

  /** Answers at this path with a byte now and then, and never comes to an end. */
  public void trickle(String path) {
    answers.put(path, ENDLESS);
  }

  public void answer(int status) {
    fail(any -> true, new Answer(status, "{}"));
  }

  /** Answers everything with {@code status} and this header, and takes nothing. */
  public void answer(int status, String header, String value) {
    fail(any -> true, new Answer(status, "{}", Map.of(header, value)));
  }

  /** Answers everything 202, with a body that does not say so; takes nothing. */
  public void denySuccess(String body) {
    fail(any -> true, new Answer(202, body));
  }

  /** Answers posts that contain {@code text} with {@code status}, and takes all others. */
  public void reject(String text, int status) {
    fail(body -> body.contains(text), new Answer(status, "{}"));
  }

  /** Accepts connections and reads requests, but answers none of them, ever, and takes nothing. */
  public void hang() {
    fail(any -> true, NONE);
  }

  private void fail(Predicate<String> which, Answer how) {
    fails = which;
    failure = how;
  }

  /** Closes the port: connections are refused, open ones are cut. */
  public synchronized void refuse() {
    server.stop(0);
    server = null;
  }

  /** Healthy again, on the same port. What was hanging is cut off without an answer. */
  public synchronized void recover() throws IOException {
    failure = null;
    answers.values().removeIf(ENDLESS::equals);
    notifyAll();
    if (server == null) {
      listen(port);
    }
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      refuse();
    }
    threads.shutdownNow();
  }

  private void listen(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange
          .getRequestHeaders()
          .forEach((name, all) -> headers.put(name, String.join(", ", all)));
      String path = exchange.getRequestURI().getPath();
      String body = ReceivedRequests.unzipped(exchange.getRequestBody(), headers);
      Answer answer = answer(path, headers, body);
      if (answer.status() == 0) {
        received.add(path, headers, 0, "");
        keepWaiting(exchange, answer);
        return;
      }
      // One at a time, or the next request could be on record before this one.
      synchronized (received) {
        send(exchange, answer);
        // Only now, so that a test that saw the event may cut the connection and not the answer.
        received.add(path, headers, answer.status(), answer == TAKEN ? body : "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until it recovers or ends. */
  private synchronized void keepWaiting(HttpExchange exchange, Answer answer)
      throws IOException, InterruptedException {
    while (failure == NONE) {
      wait();
    }
    if (answer == ENDLESS) {
      exchange.sendResponseHeaders(200, 0);
    }
    while (answer == ENDLESS && answers.containsValue(ENDLESS)) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      wait(20);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.getResponseBody().close();
  }

  private Answer answer(String path, Map<String, String> headers, String body) {
    Answer failure = this.failure;
    if (failure != null && fails.test(body)) {
      return failure;
    }
    if (answers.containsKey(path)) {
      return answers.get(path);
    }
    if (!key.equals(headers.get("STATSIG-API-KEY"))) {
      return new Answer(401, "{}");
    }
    return path.equals(ReceivedRequests.LOG_EVENT) ? TAKEN : new Answer(200, "{}");
  }
}
