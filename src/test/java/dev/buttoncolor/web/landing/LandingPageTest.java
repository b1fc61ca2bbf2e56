package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.support.Rendered;
import dev.buttoncolor.web.http.Assets;
import dev.buttoncolor.web.http.Representation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LandingPageTest {

  private static final Accent ACCENT = Accent.of(new ButtonColor(0, 128, 0));

  @Test
  void buttonIsALinkThatKeepsTheVisitor() {
    Rendered page = landing("A paragraph", "/signup?random=alice&preview=x");

    assertTrue(
        page.contains(
            "<a class=\"signup\" id=\"signup\" href=\"/signup?random=alice&amp;preview=x\""
                + " rel=\"nofollow\">Sign up</a>"),
        page.html());
  }

  @Test
  void saysWhoTheVisitorIsAndWhy() {
    Rendered page = landing("A paragraph", "/signup");

    assertTrue(page.contains("<code id=\"visitor\">alice</code>"));
    assertTrue(page.contains("<strong id=\"group\">Green</strong>"));
    assertTrue(page.contains("<code id=\"reason\">BOOTSTRAP</code>"));
    assertTrue(page.contains("This visit counts."));
    assertFalse(page.contains("Preview"));
    assertTrue(page.contains("href=\"/?random\"") && page.contains("href=\"/results\""));
  }

  @Test
  void hostileTextStaysText() {
    String hostile = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    Rendered page =
        render(
            new LandingPage(
                hostile, ACCENT, hostile, hostile, hostile, hostile, "/signup", hostile, true));

    page.assertNothingInline();
    assertFalse(page.contains("<script") || page.contains("<img"), page.html());
    assertEquals(List.of(ACCENT.styleText()), page.styles());
  }

  @Test
  void hostileLinkIsNotWritten() {
    Rendered page = landing("A paragraph", "javascript:alert(1)");

    page.assertNothingInline();
  }

  @Test
  void onlyInlineStyleIsTheOneThatThePolicyNames() {
    Rendered page = landing("A paragraph", "/signup");

    page.assertNothingInline();
    assertEquals(List.of(ACCENT.styleText()), page.styles());
  }

  @Test
  void previewSaysThatItIsNotCounted() {
    Rendered page =
        render(
            new LandingPage(
                "", ACCENT, "alice", "Green", "BOOTSTRAP", "preview", "/signup", "Green", true));

    assertTrue(page.contains("Preview, not counted."));
    assertTrue(page.contains("This visit is not counted: preview."));
  }

  @Test
  void visitorWithoutGroupIsToldSo() {
    Rendered page =
        render(
            new LandingPage(
                "",
                ACCENT,
                "alice",
                null,
                "ERROR",
                "visitor is in no group",
                "/signup",
                null,
                true));

    assertTrue(page.contains("<strong id=\"group\">no group</strong>"));
    assertTrue(page.contains("This visit is not counted: visitor is in no group."));
  }

  @Test
  void resultsThatAreServedElsewhereAreNotLinked() {
    Rendered page =
        render(
            new LandingPage(
                "", ACCENT, "alice", "Green", "BOOTSTRAP", null, "/signup", null, false));

    assertFalse(page.contains("/results"), page.html());
  }

  @Test
  void wholePageIsSmallOnTheWire() {
    byte[] html = landing("A paragraph", "/signup").html().getBytes(StandardCharsets.UTF_8);
    int bytes =
        Representation.of("text/html", html).gzip().length
            + asset("house.css").gzip().length
            + asset("favicon.svg").gzip().length;

    assertTrue(bytes < 15_000, bytes + " bytes");
  }

  private static Representation asset(String name) {
    return Assets.find(Assets.href(name).substring(Assets.PATH.length())).orElseThrow();
  }

  private static Rendered landing(String paragraph, String signupHref) {
    return render(
        new LandingPage(
            paragraph, ACCENT, "alice", "Green", "BOOTSTRAP", null, signupHref, null, true));
  }

  private static Rendered render(LandingPage page) {
    return Rendered.from(output -> JtelandingGenerated.render(output, null, page));
  }
}
