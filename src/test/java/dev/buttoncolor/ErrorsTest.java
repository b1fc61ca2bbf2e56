package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to requests that are wrong, and the headers of every answer. */
@ExtendWith(OneAppPerClass.class)
record ErrorsTest(RunningApp app) {

  private static final Pattern INSIDE =
      Pattern.compile(
          "(?i)exception|stacktrace|caused by|\tat |jetty|servlet|sqlite|java\\.|com\\.statsig"
              + "|dev\\.buttoncolor");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /?random=a%20b | 400 | 1 to 64 letters, digits, _ and -",
        "GET /?random=TRUE%00 | 400 | 1 to 64 letters, digits, _ and -",
        "GET /?random=a&random=b | 400 | \"random\" is given 2 times; once is allowed",
        "GET /?random=%zz | 400 | which is not valid percent-encoded UTF-8",
        "GET /?variant=Purple | 400 | the experiment's groups are: Blue, Green, Red, Orange",
        "GET /?variant=%22Red%22 | 400 | \"\"Red\"\"",
        "GET /signup?variant=Purple | 400 | the experiment's groups are: Blue, Green, Red, Orange",
        "GET /signup?random | 400 | needs the id of the visitor who saw the button",
        "GET /signup?random=true | 400 | needs the id of the visitor who saw the button",
        "GET /signup?visitor=alice | 400 | has to be the id that the page shows",
        "GET /signup?visitor=0123456789abcdef0123456789abcdef&random=a | 400 | have to agree",
        "GET /nowhere | 404 | There is no such page",
        "GET /WEB-INF/web.xml | 404 | There is no such page",
        "POST / | 405 | the Allow header lists those that it does",
        "TRACE / | 405 | the Allow header lists those that it does"
      })
  void failureIsExplainedAsAPageAndAsJson(String line, int status, String explanation)
      throws Exception {
    RawAnswer page = app.raw(line + " HTTP/1.1\nHost: example.org\nAccept: text/html");
    assertFailure(status, page);
    assertTrue(page.header("Content-Type").startsWith("text/html"), page::toString);
    assertTrue(page.body().contains("<p>" + status + "</p>"), page::body);
    assertFalse(page.body().contains("<script"), page::body);
    assertTrue(unescaped(page.body()).contains(explanation), page::body);

    RawAnswer json = app.raw(line + " HTTP/1.1\nHost: example.org\nAccept: application/json");
    assertFailure(status, json);
    assertEquals("application/json", json.header("Content-Type"));
    JsonObject failure = JsonParser.parseString(json.body()).getAsJsonObject();
    assertEquals(status, failure.get("status").getAsInt());
    assertTrue(failure.get("message").getAsString().contains(explanation), json::body);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /, 'GET, HEAD'",
    "DELETE, /signup, 'GET, POST, HEAD'",
    "POST, /ready, 'GET, HEAD'"
  })
  void otherMethodsAreToldWhichThereAre(String method, String path, String allowed) {
    HttpResponse<String> answer = app.send(method, path);

    assertEquals(405, answer.statusCode());
    assertEquals(allowed, answer.headers().firstValue("Allow").orElse(""));
  }

  @Test
  void tooMuchIsRefused() throws IOException {
    String much = "a".repeat(8_300);
    assertFailure(414, app.raw("GET /?random=" + much + " HTTP/1.1\nHost: a"));
    assertFailure(431, app.raw("GET / HTTP/1.1\nHost: a\nX-Large: " + much));
    assertFailure(
        413,
        app.raw(
            "POST /signup HTTP/1.1\nHost: a\nContent-Length: 8300\n"
                + "Content-Type: application/x-www-form-urlencoded\n\n"
                + much));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1", "GET /../../etc/passwd HTTP/1.1\nHost: a", "nonsense"})
  void whatIsNoHttpIsRefusedInTheSameLook(String request) throws IOException {
    assertFailure(400, app.raw(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/signup?random=ada", "/health", "/ready", "/nowhere", "/?random=a%20b"})
  void everyAnswerIsGuarded(String path) {
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<String> answer = app.send(method, path);
      assertGuarded(new RawAnswer(answer.statusCode(), answer.headers().map(), answer.body()));
      assertEquals(method.equals("HEAD"), answer.body().isEmpty(), path);
    }
  }

  private static void assertFailure(int status, RawAnswer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertGuarded(answer);
    assertFalse(tellsTheInside(answer.body()), answer::body);
  }

  /** Whether it says what only the inside of the program would say. */
  static boolean tellsTheInside(String body) {
    return INSIDE.matcher(body).find();
  }

  private static void assertGuarded(RawAnswer answer) {
    assertEquals("private, no-store", answer.header("Cache-Control"));
    String policy = answer.header("Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'; "), answer::toString);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    assertEquals("no-referrer", answer.header("Referrer-Policy"));
    assertEquals("", answer.header("Server"));
    assertEquals("", answer.header("X-Powered-By"));
  }

  private static String unescaped(String html) {
    return html.replace("&#34;", "\"").replace("&#39;", "'").replace("&quot;", "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "415 | /signup?random=alice | text/plain | random=alice",
        "415 | /signup | application/json-patch+json | {\"random\":\"alice\"}",
        "400 | /signup?random=bob | application/x-www-form-urlencoded | random=alice",
        "400 | /signup?random=bob | application/json | {\"random\":\"alice\"}",
        "400 | /signup | application/x-www-form-urlencoded | random=alice&random=alice",
        "400 | /signup | application/x-www-form-urlencoded | random=%ff",
        "400 | /signup | application/json | {\"random\":\"alice\",\"random\":\"alice\"}",
        "400 | /signup | application/json | {\"random\":1}",
        "400 | /signup | application/json | {\"random\":{\"a\":\"b\"}}",
        "400 | /signup | application/json | [\"alice\"]",
        "400 | /signup | application/json | {\"random\":\"alice\"",
        "400 | /signup | application/json | {\"random\":\"alice\"} and more",
        "400 | /signup | application/json | random=alice"
      })
  void signupWithAnotherBodyCountsNoVisitor(int status, String path, String type, String body) {
    app.get("/"); // the visitor of this address could be counted in another's place
    app.get("/?random=alice");
    app.get("/?random=bob");
    HttpResponse<String> answer = app.post(path, type, body);

    assertEquals(status, answer.statusCode(), answer::body);
    assertEquals(status == 415, answer.body().contains("; a form (application/x-www-form"));
    for (String visitor : new String[] {app.text("/", "visitor"), "alice", "bob"}) {
      assertFalse(app.converted(visitor), visitor);
    }
  }
}
