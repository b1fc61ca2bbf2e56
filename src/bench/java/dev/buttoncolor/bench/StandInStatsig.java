package dev.buttoncolor.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/** Serves the program's own specs as Statsig would, and takes events, or does not. */
final class StandInStatsig {
  private static final String KEY = "secret-of-the-benchmark";

  private StandInStatsig() {}

  /** What makes the program live on one. */
  static Map<String, String> settings(ServerProcess statsig) {
    return Map.of("STATSIG_API_KEY", KEY, "STATSIG_API_URL", statsig.uri() + "/v1");
  }

  /** Serves until the process is stopped, and says where; the argument is the answer to events. */
  public static void main(String[] args) throws Exception {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int status = Integer.parseInt(args[0]);
    byte[] specs;
    try (InputStream in = StandInStatsig.class.getResourceAsStream("/specs.json")) {
      specs = in.readAllBytes();
    }
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/download_config_specs", exchange -> answer(exchange, 200, specs));
    server.createContext("/v1/get_id_lists", exchange -> answer(exchange, 200, nothing));
    server.createContext("/v1/log_event", exchange -> answer(exchange, status, nothing));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
