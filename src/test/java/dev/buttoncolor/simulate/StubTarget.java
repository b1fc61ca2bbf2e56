package dev.buttoncolor.simulate;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers as the experiment does, and remembers who came. */
public final class StubTarget implements AutoCloseable {
  private static final Gson GSON = new Gson();

  /** Every request, as path and query. */
  public final Queue<String> requests = new ConcurrentLinkedQueue<>();

  /** Every User-Agent that came. */
  public final Set<String> userAgents = ConcurrentHashMap.newKeySet();

  /** Under each visitor's id, their group. */
  public final Map<String, String> visitors;

  public final Set<String> signups;

  /** Where its results say that the groups come from. */
  public volatile String mode = "embedded";

  /** The link of the button, before the visitor's id. */
  public volatile String link = "/signup?random=";

  /** Visitors whose landing page fails. */
  public volatile Set<String> broken = Set.of();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<String> groups;

  private StubTarget(
      HttpServer server, List<String> groups, Map<String, String> visitors, Set<String> signups) {
    this.server = server;
    this.groups = groups;
    this.visitors = visitors;
    this.signups = signups;
  }

  public static StubTarget withGroups(String... groups) throws IOException {
    return start(List.of(groups), new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
  }

  /** Another server that shares the visitors and signups of this one. */
  public StubTarget another() throws IOException {
    return start(groups, visitors, signups);
  }

  private static StubTarget start(
      List<String> groups, Map<String, String> visitors, Set<String> signups) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StubTarget target = new StubTarget(server, groups, visitors, signups);
    server.createContext("/", target::answer);
    server.setExecutor(target.threads);
    server.start();
    return target;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) {
    requests.add(exchange.getRequestURI().toString());
    userAgents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String id = query.substring(query.indexOf('=') + 1);
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> open(exchange, id);
      case "/signup" -> {
        signups.add(id);
        send(exchange, 200, Map.of("visitor", id, "event", "visited_signup", "counted", true));
      }
      case "/results.json" -> send(exchange, 200, results());
      default -> send(exchange, 404, Map.of());
    }
  }

  private void open(HttpExchange exchange, String id) {
    if (broken.contains(id)) {
      send(exchange, 500, Map.of());
      return;
    }
    String group = groups.get(Math.floorMod(id.hashCode(), groups.size()));
    visitors.put(id, group);
    send(
        exchange, 200, Map.of("visitor", id, "group", group, "counted", true, "signup", link + id));
  }

  private Map<String, Object> results() {
    List<Map<String, Object>> rows =
        groups.stream()
            .map(
                group ->
                    Map.<String, Object>of(
                        "group", group,
                        "share", 1.0 / groups.size(),
                        "visitors", count(visitors.keySet(), group),
                        "signups", count(signups, group),
                        "interval", List.of(0.05, 0.15),
                        "comparison", Map.of("low", 0.7, "high", 0.75)))
            .toList();
    return Map.of(
        "mode",
        mode,
        "control",
        groups.isEmpty() ? "" : groups.get(0),
        "groups",
        rows,
        "verdict",
        Map.of("state", "UNDECIDED", "text", "Wait and see."));
  }

  public long count(Set<String> ids, String group) {
    return ids.stream().filter(id -> group.equals(visitors.get(id))).count();
  }

  private static void send(HttpExchange exchange, int status, Map<String, Object> answer) {
    byte[] body = GSON.toJson(answer).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
