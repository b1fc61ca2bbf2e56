package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.Rendered;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LandingPagesTest {

  private final LandingPages pages = new LandingPages();

  private static LandingPage page(VisitorId visitor, String paragraph, boolean named) {
    return new LandingPage(
        paragraph,
        ButtonColor.DEFAULT,
        visitor.value(),
        "Blue",
        "BOOTSTRAP",
        true,
        null,
        named ? "/signup?random=" + visitor : "/signup",
        null);
  }

  private void assertAsRendered(String visitor, String paragraph, boolean named) {
    VisitorId id = new VisitorId(visitor);
    Rendered expected =
        Rendered.from(
            output -> JtelandingGenerated.render(output, null, page(id, paragraph, named)));
    byte[] sent = pages.of(page(LandingPages.ANYBODY, paragraph, named), id);
    assertEquals(expected.html(), new String(sent, StandardCharsets.UTF_8));
    assertFalse(expected.html().contains(LandingPages.ANYBODY.value()));
  }

  @Test
  void everyVisitorGetsThePageAsItWouldBeRenderedForThem() {
    for (String paragraph : new String[] {"Plain", "<b>5 > 4 & ä€😀</b>", ""}) {
      assertAsRendered("alice", paragraph, false);
      assertAsRendered("alice", paragraph, true);
      assertAsRendered("_-" + "x".repeat(60), paragraph, true); // by now it is remembered
    }
  }
}
