package dev.buttoncolor.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy in front of the program, which says where the visitors come from. */
public final class ReverseProxy implements AutoCloseable {

  /** What each of the two connections has of its own. */
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> ownPages = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final URI program;
  private volatile String visitorsAddress = "203.0.113.7";

  private ReverseProxy(HttpServer server, URI program) {
    this.server = server;
    this.program = program;
  }

  public static ReverseProxy to(URI program) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ReverseProxy proxy = new ReverseProxy(server, program);
    server.createContext("/", proxy::handle);
    server.start();
    return proxy;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on, visitors come from this address. */
  public void visitorsComeFrom(String address) {
    visitorsAddress = address;
  }

  /** Serves a page that is not the program's. */
  public void serve(String path, String html) {
    ownPages.put(path, html);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String page = ownPages.get(exchange.getRequestURI().getPath());
      if (page != null) {
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        send(exchange, 200, page.getBytes(StandardCharsets.UTF_8));
        return;
      }
      HttpResponse<byte[]> answer = forward(exchange);
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isForwarded(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(program.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isForwarded(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    request.setHeader("X-Forwarded-For", visitorsAddress);
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static boolean isForwarded(String header) {
    return !HOP_BY_HOP.contains(header.toLowerCase(Locale.ROOT));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
