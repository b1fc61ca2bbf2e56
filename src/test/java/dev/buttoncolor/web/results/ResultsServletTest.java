package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.RunningApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the results are sent: as little as the client needs, and never what no longer holds. */
class ResultsServletTest {

  @TempDir private Path folder;
  private RunningApp app;

  @BeforeEach
  void start() throws StartException {
    app = RunningApp.in(folder);
    app.get("/?random=ada");
    app.get("/signup?random=ada");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/results", "/results.json", "/results.csv"})
  void whatTheClientHasIsNotSentAgain(String path) {
    HttpResponse<String> first = app.get(path);
    assertEquals(200, first.statusCode());
    assertEquals("private, no-cache", header(first, "Cache-Control"));
    assertEquals("Accept, Accept-Encoding", header(first, "Vary"));
    String tag = header(first, "ETag");
    assertTrue(tag.matches("\"[^\"]+\""), tag);

    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      HttpResponse<String> second = app.get(path, "If-None-Match", known);
      assertEquals(304, second.statusCode(), known);
      assertEquals("", second.body());
      assertEquals(tag, header(second, "ETag"));
      assertEquals("Accept, Accept-Encoding", header(second, "Vary"));
    }
    assertEquals(200, app.get(path, "If-None-Match", "\"other\"").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/results", "/results.json", "/results.csv"})
  void signupIsInTheNextAnswer(String path) {
    String before = header(app.get(path), "ETag");
    app.get("/?random=bob");
    app.get("/signup?random=bob");
    HttpResponse<String> after = app.get(path, "If-None-Match", before);

    assertEquals(200, after.statusCode());
    assertNotEquals(before, header(after, "ETag"));
    assertEquals(2, app.json("/results").get("signups").getAsInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/results", "/results.json"})
  void compressedIsTheSame(String path) throws Exception {
    HttpResponse<byte[]> compressed = compressed(path, "");

    assertEquals("gzip", header(compressed, "Content-Encoding"));
    assertNotEquals(header(app.get(path), "ETag"), header(compressed, "ETag"));
    assertEquals(app.get(path).body(), decompress(compressed.body()));
    assertEquals(
        304, compressed(path, header(compressed, "ETag")).statusCode(), "its tag is known too");
  }

  private HttpResponse<byte[]> compressed(String path, String tag)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(app.uri().resolve(path))
            .headers("Accept-Encoding", "gzip, br", "If-None-Match", tag)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  private static String decompress(byte[] body) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void headHasTheSameHeadersAndNoBody() {
    HttpResponse<String> head = app.send("HEAD", "/results.json");

    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    assertEquals(header(app.get("/results.json"), "ETag"), header(head, "ETag"));
  }

  @Test
  void whatIsAcceptedIsWhatComes() {
    HttpResponse<String> json = app.get("/results", "Accept", "application/json");

    assertEquals(app.get("/results.json").body(), json.body());
    assertEquals(
        "attachment; filename=\"results.csv\"",
        header(app.get("/results.csv"), "Content-Disposition"));
    assertEquals("text/csv; charset=utf-8", header(app.get("/results.csv"), "Content-Type"));
  }
}
