package dev.buttoncolor.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

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

  /** What is answered, and whether the events of the request are taken. */
  private record Answer(int status, String body, Map<String, String> headers, boolean takes) {
    static Answer of(int status, String body) {
      return new Answer(status, body, Map.of(), false);
    }
  }

  private final String key;
  private final ReceivedRequests received = new ReceivedRequests();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private final Map<String, Answer> ownAnswers = new ConcurrentHashMap<>();
  private final Set<String> trickling = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String specs;
  private volatile Answer failure; // null while it is healthy
  private volatile CountDownLatch hanging = new CountDownLatch(0);
  private volatile String rejected;
  private volatile Answer rejection;
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

  /** Serves {@code document} to later downloads. */
  public void serve(String document) {
    specs = document;
  }

  /** Serves a text at a path of its own, such as {@code /v1/get_id_lists}. */
  public void serve(String path, String text) {
    ownAnswers.put(path, Answer.of(200, text));
  }

  /** Sends who asks at this path to another address. */
  public void redirect(String path, URI target) {
    ownAnswers.put(path, new Answer(302, "", Map.of("Location", target.toString()), false));
  }

  /** Answers at this path with a byte now and then, and never comes to an end. */
  public void trickle(String path) {
    trickling.add(path);
  }

  /** Answers everything with {@code status} and takes nothing. */
  public void answer(int status) {
    failure = Answer.of(status, "{}");
  }

  /** Answers everything with {@code status} and this header, and takes nothing. */
  public void answer(int status, String header, String value) {
    failure = new Answer(status, "{}", Map.of(header, value), false);
  }

  /** Answers everything 202, with a body that does not say so; takes nothing. */
  public void denySuccess(String body) {
    failure = Answer.of(202, body);
  }

  /** Answers posts that contain {@code text} with {@code status}, and takes all others. */
  public void reject(String text, int status) {
    rejection = Answer.of(status, "{}");
    rejected = text;
  }

  /** Accepts connections and reads requests, but answers none of them, ever, and takes nothing. */
  public void hang() {
    hanging = new CountDownLatch(1);
  }

  /** Closes the port: connections are refused, open ones are cut. */
  public synchronized void refuse() {
    server.stop(0);
    server = null;
  }

  /** Healthy again, on the same port. What was hanging is cut off without an answer. */
  public synchronized void recover() throws IOException {
    failure = null;
    rejected = null;
    trickling.clear();
    hanging.countDown();
    if (server == null) {
      listen(port);
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    hanging.countDown();
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
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange
          .getRequestHeaders()
          .forEach((name, all) -> headers.put(name, String.join(", ", all)));
      if (hanging.getCount() > 0 || trickling.contains(path)) {
        received.add(path, headers, body, 0, false);
        keepWaiting(exchange, trickling.contains(path) ? closed : hanging);
        return;
      }
      Answer answer = answer(path, headers, body);
      // One at a time, or the next request could be on record before this one.
      synchronized (received) {
        send(exchange, answer);
        // Only now, so that a test that saw the event may cut the connection and not the answer.
        received.add(path, headers, body, answer.status(), answer.takes());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends nothing until the latch opens, except a byte now and then if the path trickles. */
  private void keepWaiting(HttpExchange exchange, CountDownLatch end)
      throws IOException, InterruptedException {
    if (end == hanging) {
      end.await();
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    while (!end.await(20, TimeUnit.MILLISECONDS)) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
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

  private Answer answer(String path, Map<String, String> headers, byte[] body) throws IOException {
    if (rejected != null && ReceivedRequests.text(body, headers).contains(rejected)) {
      return rejection;
    }
    if (failure != null) {
      return failure;
    }
    if (ownAnswers.containsKey(path)) {
      return ownAnswers.get(path);
    }
    boolean download = path.startsWith(ReceivedRequests.SPECS);
    if (!(download
        ? path.equals(ReceivedRequests.SPECS + "/" + key + ".json")
        : key.equals(headers.get("STATSIG-API-KEY")))) {
      return Answer.of(401, "{}");
    }
    return path.equals(ReceivedRequests.LOG_EVENT)
        ? new Answer(202, "{\"success\":true}", Map.of(), true)
        : Answer.of(200, download ? specs : "{}");
  }
}
