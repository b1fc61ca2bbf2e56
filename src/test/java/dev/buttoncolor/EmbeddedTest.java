package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What visitors meet if nothing is set: the whole way from the address to the store. */
@ExtendWith(OneAppPerClass.class)
class EmbeddedTest {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"(\\w+)\">");

  private final RunningApp app;

  EmbeddedTest(RunningApp app) {
    this.app = app;
  }

  @Test
  void buttonOfAVisitorByAddressLeadsToTheirOwnSignup() {
    JsonObject landing = app.json("/");
    JsonObject signup = app.json(landing.get("signup").getAsString());

    assertEquals(
        "/signup?visitor=" + landing.get("visitor").getAsString(),
        landing.get("signup").getAsString());
    assertEquals(landing.get("visitor"), signup.get("visitor"));
    assertConverted(landing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?random", "/?random=", "/?random=true", "/?random=1"})
  void buttonOfANewVisitorLeadsToTheirOwnSignup(String path) {
    JsonObject landing = app.json(path);
    JsonObject signup = app.json(landing.get("signup").getAsString());

    assertTrue(landing.get("visitor").getAsString().matches("[0-9a-f]{32}"), landing::toString);
    assertEquals(landing.get("visitor"), signup.get("visitor"));
    assertConverted(landing);
    assertNotEquals(landing.get("visitor"), app.json(path).get("visitor"));
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

  @ParameterizedTest
  @CsvSource({
    "bob, Blue, #0000ff, #ffffff",
    "eve, Green, #008000, #ffffff",
    "carol, Red, #ff0000, #000000",
    "alice, Orange, #ffa500, #000000"
  })
  void fourVisitorsSeeFourColors(String visitor, String group, String color, String text) {
    String page = app.get("/?random=" + visitor).body();

    assertTrue(page.contains("<strong id=\"group\">" + group + "</strong>"), page);
    assertTrue(page.contains("{--button:" + color + ";--on-button:" + text + "}"), page);
  }

  @Test
  void visitorIsNotToldByAnythingButTheAddress() {
    String visitor = app.text("/", "visitor");

    assertEquals(visitor, app.text("/", "visitor", "User-Agent", "other", "Cookie", "id=1"));
    assertTrue(visitor.matches("[0-9a-f]{32}"), visitor);
    assertEquals(Optional.of(app.text("/", "group")), app.recordedGroup(visitor));
  }

  private void assertConverted(JsonObject landing) {
    String visitor = landing.get("visitor").getAsString();
    assertTrue(landing.get("counted").getAsBoolean(), landing::toString);
    assertEquals(
        Optional.of(landing.get("group").getAsString()), app.recordedGroup(visitor), visitor);
    assertTrue(app.converted(visitor), visitor);
  }
}
