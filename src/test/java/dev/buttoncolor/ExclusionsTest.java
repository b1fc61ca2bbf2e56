package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is served, enters no rate, and is counted by kind. */
@ExtendWith(OneAppPerClass.class)
class ExclusionsTest {

  private final RunningApp app;

  ExclusionsTest(RunningApp app) {
    this.app = app;
  }

  @ParameterizedTest
  @CsvSource({
    "prefetch, Purpose, prefetch",
    "bot, User-Agent, Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
  })
  void requestsWithoutAPersonAreServedAndCountedApart(String kind, String header, String value) {
    long before = app.exclusions(kind);
    long exposures = app.exposures();
    long early = app.exclusions("signupWithoutExposure");

    JsonObject landing = app.json("/?random", header, value);
    JsonObject signup = app.json(landing.get("signup").getAsString(), header, value);

    assertFalse(landing.get("counted").getAsBoolean(), landing::toString);
    assertFalse(landing.get("group").isJsonNull(), landing::toString);
    assertFalse(signup.get("counted").getAsBoolean(), signup::toString);
    assertEquals(before + 2, app.exclusions(kind));
    assertEquals(exposures, app.exposures());
    assertEquals(early, app.exclusions("signupWithoutExposure"));
  }

  /** Or the browser would show what it fetched, and a visit would come without a request. */
  @ParameterizedTest
  @CsvSource({"/?random=early, prefetch", "/signup?random=early, prefetch;prerender"})
  void pageIsNotSentAheadOfAVisit(String path, String purpose) {
    long before = app.exclusions("prefetch");
    HttpResponse<String> answer = app.get(path, "Sec-Purpose", purpose);

    assertEquals(403, answer.statusCode());
    assertEquals("private, no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
    assertEquals(before + 1, app.exclusions("prefetch"));
    assertEquals(Optional.empty(), app.recordedGroup("early"));
  }

  @Test
  void signupThatAnotherSiteForgesIsServedAndCountedApart() {
    long before = app.exclusions("crossSite");
    app.get("/?random=forged");
    HttpResponse<String> answer =
        app.get("/signup?random=forged", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "image");

    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("not counted: request made by another site."), answer::body);
    assertFalse(app.converted("forged"));
    assertEquals(before + 1, app.exclusions("crossSite"));
  }

  @Test
  void linkInAMailCounts() {
    app.get("/?random=mailed", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "document");
    app.get("/signup?random=mailed", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "document");

    assertTrue(app.converted("mailed"));
  }

  @Test
  void headIsServedWithoutABodyAndCountedApart() {
    HttpResponse<String> get = app.get("/?random=head-1");
    HttpResponse<String> head = app.send("HEAD", "/?random=head-2");

    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    assertEquals(
        get.headers().firstValue("Content-Type"), head.headers().firstValue("Content-Type"));
    assertEquals(Optional.empty(), app.recordedGroup("head-2"));
    assertEquals(1, app.exclusions("head"));

    assertEquals(200, app.send("HEAD", "/signup?random=head-1").statusCode());
    assertFalse(app.converted("head-1"));
    assertEquals(2, app.exclusions("head"));
  }

  @Test
  void previewShowsTheGroupAndCarriesOnToTheSignup() {
    long before = app.exclusions("preview");
    app.get("/?random=alice"); // in group Orange, and exposed
    JsonObject landing = app.json("/?random=alice&variant=Green");

    assertEquals("Green", landing.get("group").getAsString());
    assertEquals("#008000", landing.get("color").getAsString());
    assertEquals("/signup?random=alice&variant=Green", landing.get("signup").getAsString());
    assertFalse(landing.get("counted").getAsBoolean());

    JsonObject signup = app.json(landing.get("signup").getAsString());
    assertFalse(signup.get("counted").getAsBoolean());
    assertFalse(app.converted("alice"));
    assertEquals(Optional.of("Orange"), app.recordedGroup("alice"));
    assertEquals(before + 2, app.exclusions("preview"));
  }

  @Test
  void previewSaysSoAndChangesNoOtherVisitor() {
    HttpResponse<String> page = app.get("/?variant=Red");

    assertTrue(page.body().contains("Preview, not counted."), page::body);
    assertTrue(page.body().contains("name=\"variant\" value=\"Red\">"), page::body);
    assertTrue(app.get("/signup?variant=Red").body().contains("Preview, not counted."));
    assertEquals("Blue", app.text("/?random=bob", "group"));
  }

  @Test
  void signupBeforeAnyButtonIsThankedAndCountedApart() {
    long before = app.exclusions("signupWithoutExposure");
    JsonObject signup = app.json("/signup?random=early");

    assertFalse(signup.get("counted").getAsBoolean());
    assertEquals("visitor has not seen the button", signup.get("why").getAsString());
    assertEquals(Optional.empty(), app.recordedGroup("early"));
    assertEquals(before + 1, app.exclusions("signupWithoutExposure"));
  }

  @Test
  void visitorOutsideTheExperimentSeesTheDefaultAndIsCountedApart(@TempDir Path other)
      throws Exception {
    Path specs = Files.writeString(other.resolve("specs.json"), Specs.forNobody());
    try (RunningApp empty = RunningApp.in(other, Map.of("SPECS_FILE", specs.toString()))) {
      JsonObject landing = empty.json("/?random=alice");
      String page = empty.get("/?random=alice").body();

      assertTrue(landing.get("group").isJsonNull(), landing::toString);
      assertTrue(page.contains("<strong id=\"group\">no group</strong>"), page);
      assertTrue(page.contains("not counted: visitor is outside the experiment's allocation."));
      assertEquals("#0000ff", landing.get("color").getAsString());
      assertFalse(landing.get("counted").getAsBoolean());
      assertEquals(0, empty.exposures());
      assertEquals(2, empty.exclusions("notAllocated"));
      assertEquals(200, empty.get("/ready").statusCode());
    }
  }
}
