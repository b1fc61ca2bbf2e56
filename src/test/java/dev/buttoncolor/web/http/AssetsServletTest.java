package dev.buttoncolor.web.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetsServletTest {

  private static final Server SERVER = new Server();
  private static final ServerConnector CONNECTOR = new ServerConnector(SERVER);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void serve() throws Exception {
    CONNECTOR.setHost("127.0.0.1");
    SERVER.addConnector(CONNECTOR);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new AssetsServlet()), Assets.PATH + "/*");
    SERVER.setHandler(context);
    SERVER.start();
  }

  @AfterAll
  static void stop() throws Exception {
    SERVER.stop();
  }

  @Test
  void fileMayBeKeptForGood() throws Exception {
    HttpResponse<byte[]> response = send("GET", Assets.href("house.css"), null);

    assertEquals(200, response.statusCode());
    assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
    assertEquals("text/css;charset=utf-8", header(response, "Content-Type").replace(" ", ""));
    assertEquals("Accept-Encoding", header(response, "Vary"));
    assertArrayEquals(house().bytes(), response.body());
  }

  @ParameterizedTest
  @CsvSource({
    "'gzip, deflate, br', gzip",
    "'br;q=1, GZIP;q=0.5', gzip",
    "'*', gzip",
    "'br', ''",
    "'gzip;q=0', ''",
    "'gzip; q=0.000', ''",
    "'x-gzip', ''",
    "'', ''"
  })
  void compressesForClientsThatAcceptIt(String accepted, String encoding) throws Exception {
    HttpResponse<byte[]> response = send("GET", Assets.href("house.css"), accepted);

    assertEquals(encoding, header(response, "Content-Encoding"));
    assertArrayEquals(encoding.isEmpty() ? house().bytes() : house().gzip(), response.body());
  }

  @Test
  void headHasTheSameHeadersAndNoBody() throws Exception {
    HttpResponse<byte[]> response = send("HEAD", Assets.href("house.css"), null);

    assertEquals(200, response.statusCode());
    assertEquals("" + house().bytes().length, header(response, "Content-Length"));
    assertEquals(0, response.body().length);
  }

  @Test
  void unknownFileIsNotFound() throws Exception {
    HttpResponse<byte[]> response = send("GET", "/static/house.000000000000.css", null);

    assertEquals(404, response.statusCode());
    assertEquals(404, send("GET", "/static", null).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    HttpResponse<byte[]> response = send(method, Assets.href("house.css"), null);

    assertEquals(405, response.statusCode());
    assertEquals("GET, HEAD", header(response, "Allow"));
  }

  private static Representation house() {
    return Assets.find(Assets.href("house.css").substring(Assets.PATH.length())).orElseThrow();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static HttpResponse<byte[]> send(String method, String path, String acceptEncoding)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + CONNECTOR.getLocalPort() + path))
            .method(method, BodyPublishers.noBody());
    Optional.ofNullable(acceptEncoding)
        .ifPresent(value -> request.header("Accept-Encoding", value));
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }
}
