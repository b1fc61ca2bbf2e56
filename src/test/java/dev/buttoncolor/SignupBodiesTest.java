package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.RunningApp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a signup may post, and whose signup it is. */
@ExtendWith(OneAppPerClass.class)
class SignupBodiesTest {

  private final RunningApp app;

  SignupBodiesTest(RunningApp app) {
    this.app = app;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "form-1 | /signup | application/x-www-form-urlencoded | random=form-1",
        "form-2 | /signup | APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8 | random=form%2D2&x=y",
        "form-3 | /signup?random=form-3 | application/x-www-form-urlencoded | random=form-3",
        "form-4 | /signup?random=form-4 | application/x-www-form-urlencoded | x=y",
        "form-5 | /signup?random=form-5 | text/plain | ``",
        "json-1 | /signup | application/json | {\"random\":\"json-1\"}",
        "json-2 | /signup | Application/Json;charset=utf-8 |  { \"x\":\"y\", \"random\" :"
            + " \"json\\u002d2\" } ",
        "json-3 | /signup?random=json-3 | application/json | {\"random\":\"json-3\"}",
        "json-4 | /signup?random=json-4 | application/json | {}"
      })
  void formsAndJsonNameTheVisitor(String visitor, String path, String type, String body) {
    app.get("/?random=" + visitor);
    HttpResponse<String> answer = app.post(path, type, body);

    assertEquals(200, answer.statusCode(), answer::body);
    assertTrue(app.converted(visitor), answer::body);
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
  void anythingElseCountsNoVisitor(int status, String path, String type, String body) {
    app.get("/"); // the visitor of this address could be counted in another's place
    app.get("/?random=alice");
    app.get("/?random=bob");
    HttpResponse<String> answer = app.post(path, type, body);

    assertEquals(status, answer.statusCode(), answer::body);
    for (String visitor : new String[] {app.text("/", "visitor"), "alice", "bob"}) {
      assertFalse(app.converted(visitor), visitor);
    }
  }

  @Test
  void refusalSaysWhatIsRead() {
    String page = app.post("/signup", "text/plain", "random=alice").body();

    assertTrue(page.contains("Content-Type of the body is \"text/plain\""), page);
    assertTrue(page.contains("application/x-www-form-urlencoded"), page);
    assertTrue(page.contains("application/json"), page);
  }
}
