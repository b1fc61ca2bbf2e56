package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.RunningApp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the results are sent: as little as the client needs, and never what no longer holds. */
@ExtendWith(OneAppPerClass.class)
record ResultsServletTest(RunningApp app) {

  @BeforeEach
  void signUp() {
    String visitor = "random=" + UUID.randomUUID();
    app.get("/?" + visitor);
    app.get("/signup?" + visitor);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/results", "/results.json", "/results.csv"})
  void whatTheClientHasIsNotSentAgainUntilASignup(String path) {
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

    long signups = app.json("/results").get("signups").getAsLong();
    signUp();
    HttpResponse<String> after = app.get(path, "If-None-Match", tag);
    assertEquals(200, after.statusCode());
    assertNotEquals(tag, header(after, "ETag"));
    assertEquals(signups + 1, app.json("/results").get("signups").getAsLong());
  }

  @Test
  void compressedHasATagOfItsOwn() {
    HttpResponse<String> compressed = app.get("/results", "Accept-Encoding", "gzip, br");
    assertEquals("gzip", header(compressed, "Content-Encoding"));
    String tag = header(compressed, "ETag");
    assertNotEquals(header(app.get("/results"), "ETag"), tag);
    assertEquals(
        304, app.get("/results", "Accept-Encoding", "gzip, br", "If-None-Match", tag).statusCode());
  }

  @Test
  void eachFormHasItsHeaders() {
    HttpResponse<String> json = app.get("/results.json");
    HttpResponse<String> head = app.send("HEAD", "/results.json");
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    assertEquals(header(json, "ETag"), header(head, "ETag"));
    assertEquals(json.body(), app.get("/results", "Accept", "application/json").body());

    HttpResponse<String> csv = app.get("/results.csv");
    assertEquals("attachment; filename=\"results.csv\"", header(csv, "Content-Disposition"));
    assertEquals("text/csv; charset=utf-8", header(csv, "Content-Type"));
  }
}
