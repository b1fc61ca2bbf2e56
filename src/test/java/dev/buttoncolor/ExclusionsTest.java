package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.ReceivedRequests.Event;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import dev.buttoncolor.support.StoredEvents;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is served, enters no rate, and is counted by kind. */
@ExtendWith(OneAppPerClass.class)
record ExclusionsTest(RunningApp app) {

  @ParameterizedTest
  @CsvSource({
    "prefetch, Purpose, prefetch",
    "prefetch, Purpose, Prerender",
    "prefetch, X-Purpose, preview",
    "prefetch, X-Moz, prefetch",
    "bot, User-Agent, Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
  })
  void requestsWithoutAPersonAreServedAndCountedApart(String kind, String header, String value) {
    StoredEvents before = app.stored();

    JsonObject landing = app.json("/?random", header, value);
    JsonObject signup = app.json(landing.get("signup").getAsString(), header, value);

    assertFalse(landing.get("counted").getAsBoolean(), landing::toString);
    assertFalse(landing.get("group").isJsonNull(), landing::toString);
    assertFalse(signup.get("counted").getAsBoolean(), signup::toString);
    Map<String, Long> exclusions = new HashMap<>(before.exclusions());
    exclusions.merge(kind, 2L, Long::sum); // and no signup without an exposure
    StoredEvents after = app.stored();
    assertEquals(exclusions, after.exclusions());
    assertEquals(before.exposed(), after.exposed());
  }

  /** Or the browser would show what it fetched, and a visit would come without a request. */
  @ParameterizedTest
  @CsvSource({
    "/?random=early, prefetch",
    "/?random=early, prefetch;anonymous-client-ip",
    "/signup?random=early, prefetch;prerender"
  })
  void pageIsNotSentAheadOfAVisit(String path, String purpose) {
    long before = app.exclusions("prefetch");
    HttpResponse<String> answer = app.get(path, "Sec-Purpose", purpose);

    assertEquals(403, answer.statusCode());
    assertEquals("private, no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
    assertEquals(before + 1, app.exclusions("prefetch"));
    assertEquals(Optional.empty(), app.recordedGroup("early"));
  }

  /** A link counts, in a web mailer too, and so does what is no browser's. */
  @ParameterizedTest
  @CsvSource({
    "GET, cross-site, image, true",
    "GET, cross-site, iframe, true",
    "GET, cross-site, empty, true",
    "POST, cross-site, document, true",
    "POST, cross-site, empty, true",
    "GET, cross-site, document, false",
    "GET, same-origin, image, false",
    "GET, none, document, false",
    "POST, same-origin, document, false",
    "POST, same-site, document, false",
    "GET, unheard-of, image, false",
    "GET, '', '', false"
  })
  void signupThatAnotherSiteMakesABrowserSendIsServedAndCountedApart(
      String method, String site, String destination, boolean forged) {
    long before = app.exclusions("crossSite");
    String visitor = app.text("/?random", "visitor");
    String path = "/signup?random=" + visitor;
    HttpResponse<String> answer =
        app.send(method, path, "Sec-Fetch-Site", site, "Sec-Fetch-Dest", destination);

    assertEquals(200, answer.statusCode());
    assertEquals(
        forged, answer.body().contains("not counted: request made by another site."), answer::body);
    assertEquals(!forged, app.converted(visitor));
    assertEquals(before + (forged ? 1 : 0), app.exclusions("crossSite"));
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

    String page = app.get("/?random=alice&variant=Green").body();
    assertTrue(page.contains("<strong>Preview, not counted.</strong>"), page);
    assertTrue(page.contains("<input type=\"hidden\" name=\"variant\" value=\"Green\">"), page);
    assertEquals("Green", landing.get("group").getAsString());
    assertEquals("#008000", landing.get("color").getAsString());
    assertEquals("/signup?random=alice&variant=Green", landing.get("signup").getAsString());
    assertFalse(landing.get("counted").getAsBoolean());

    JsonObject signup = app.json(landing.get("signup").getAsString());
    assertFalse(signup.get("counted").getAsBoolean());
    assertFalse(app.converted("alice"));
    assertEquals(Optional.of("Orange"), app.recordedGroup("alice"));
    assertEquals(before + 3, app.exclusions("preview"));
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

  @ParameterizedTest
  @CsvSource({
    "User-Agent, curl/8.5.0",
    "Sec-Purpose, navigate",
    "Purpose, prefetching",
    "X-Moz, prefetched"
  })
  void toolsThatActForAPersonAndOtherPurposesCount(String header, String value) {
    assertTrue(app.json("/?random", header, value).get("counted").getAsBoolean());
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

  @Test
  void whatIsNotCountedDoesNotReachStatsig(@TempDir Path other) throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start("secret-of-exclusions")) {
      try (RunningApp live = RunningApp.in(other, statsig.settings())) {
        live.send("HEAD", "/?random=alice");
        live.get("/?random=alice", "Sec-Purpose", "prefetch");
        live.get("/?random=alice&variant=Green");
        live.get("/signup?random=alice&variant=Green");
        live.get("/ready");
        live.get("/?random=bob");
      }
      statsig.received().awaitEvent("statsig::config_exposure", "bob");
      assertEquals(
          List.of("bob"), statsig.received().events().stream().map(Event::userId).toList());
    }
  }
}
