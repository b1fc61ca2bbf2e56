package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RunningApp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What visitors meet if nothing is set: the whole way from the address to the store. */
@ExtendWith(OneAppPerClass.class)
record EmbeddedTest(RunningApp app) {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"(\\w+)\">");

  @ParameterizedTest
  @CsvSource({"/, visitor", "/?random, random", "/?random=, random", "/?random=true, random"})
  void buttonLeadsToTheVisitorsOwnSignup(String path, String parameter) {
    JsonObject landing = app.json(path);
    String visitor = landing.get("visitor").getAsString();
    String signup = landing.get("signup").getAsString();

    assertTrue(visitor.matches("[0-9a-f]{32}"), visitor);
    assertTrue(landing.get("counted").getAsBoolean(), landing::toString);
    assertEquals("/signup?" + parameter + "=" + visitor, signup);
    assertEquals(visitor, app.text(signup, "visitor"));
    assertEquals(Optional.of(landing.get("group").getAsString()), app.recordedGroup(visitor));
    assertTrue(app.converted(visitor), visitor);
    assertEquals(parameter.equals("visitor"), visitor.equals(app.text(path, "visitor")));
  }

  @ParameterizedTest
  @CsvSource({"/, drawn from your address", "/?random, drawn at random", "/?variant=Red, ''"})
  void pageSaysHowTheGroupWasDrawn(String path, String how) {
    String page = app.get(path).body();

    assertTrue(page.contains("<span id=\"reason\">" + how + "</span>"), page);
  }

  @ParameterizedTest
  @CsvSource({"/, visitor", "/?random, random"})
  void buttonInThePagePostsTheVisitor(String path, String parameter) {
    HttpResponse<String> page = app.get(path);
    Matcher hidden = HIDDEN.matcher(page.body());

    assertTrue(page.body().contains("<form method=\"post\" action=\"/signup\">"), page::body);
    assertTrue(hidden.find(), page::body);
    assertEquals(parameter, hidden.group(1));
    assertEquals(200, app.submit("/signup", parameter + "=" + hidden.group(2)).statusCode());
    assertTrue(app.converted(hidden.group(2)));
  }

  @Test
  void parametersOfOthersMayHoldAnything() throws Exception {
    for (String query :
        List.of(
            "utm=50%off", "%=%&%zz", "=%ff&&", "q=\u00e4", "a&".repeat(3_000), "visitor=a%20b")) {
      RawAnswer answer =
          app.raw("GET /?random=tagged&" + query + " HTTP/1.1\nHost: a\nAccept: application/json");
      assertEquals(200, answer.status(), query);
      assertTrue(answer.body().contains("\"counted\":true"), answer::body);
    }
    assertEquals(200, app.submit("/signup", "random=tagged&utm=50%off").statusCode());
    assertTrue(app.converted("tagged"));
  }

  @Test
  void jsonHasTheWholeShapeInItsOrder() {
    assertEquals(
        "{\"visitor\":\"alice\",\"group\":\"Orange\",\"color\":\"#ffa500\","
            + "\"paragraph\":\"Data Engineering Boot Camp\",\"reason\":\"BOOTSTRAP\","
            + "\"counted\":true,\"why\":null,\"signup\":\"/signup?random=alice\"}",
        app.json("/?random=alice").toString());
    assertEquals(
        "{\"visitor\":\"alice\",\"event\":\"visited_signup\",\"counted\":true,\"why\":null}",
        app.json("/signup?random=alice").toString());
  }

  @Test
  void visitorIsNotToldByAnythingButTheAddress() {
    String visitor = app.text("/", "visitor");

    for (String header : List.of("User-Agent", "Cookie", "X-Forwarded-For", "X-Real-IP")) {
      assertEquals(visitor, app.text("/", "visitor", header, "203.0.113.7"), header);
    }
  }

  /**
   * A change here changes the button of visitors who have seen one already, and spoils a running
   * experiment. A visitor's bucket is the first eight bytes of SHA-256 of {@code salt.visitor},
   * read as an unsigned big-endian number, modulo 1000; each group takes a quarter of the buckets,
   * in order. Computed by this rule alone, in another language. Do not change.
   */
  @ParameterizedTest
  @CsvSource({
    "alice, 939, Orange",
    "bob, 105, Blue",
    "carol, 711, Red",
    "dave, 751, Orange",
    "eve, 357, Green",
    "frank, 239, Blue",
    "judy, 257, Green",
    "0, 56, Blue",
    "Z, 381, Green",
    "00000000000000000000000000000000, 973, Orange",
    "ffffffffffffffffffffffffffffffff, 727, Red"
  })
  void visitorsKeepTheirGroupsForever(String visitor, int bucket, String group) {
    assertEquals(group, app.text("/?random=" + visitor, "group"), "bucket " + bucket);
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
}
