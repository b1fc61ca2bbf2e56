package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.Rendered;
import org.junit.jupiter.api.Test;

class ThanksPageTest {

  @Test
  void thanksUnderTheIdThatSawTheButton() {
    Rendered page = render(new ThanksPage("alice", "visited_signup", null, null, true));

    assertTrue(page.contains("<code id=\"visitor\">alice</code>"));
    assertTrue(page.contains("<code id=\"event\">visited_signup</code>"));
    assertTrue(page.contains("Your signup counts"));
    page.assertNothingInline();
  }

  @Test
  void saysWhyASignupIsNotCounted() {
    Rendered page =
        render(new ThanksPage("alice", "visited_signup", "never saw the button", null, true));

    assertTrue(page.contains("Your signup is not counted: never saw the button."));
    assertFalse(page.contains("Preview"));
  }

  @Test
  void previewSaysThatItIsNotCounted() {
    Rendered page = render(new ThanksPage("alice", "visited_signup", "preview", "<Green>", false));

    assertTrue(page.contains("Preview, not counted."));
    assertTrue(page.contains("&lt;Green&gt;"));
    assertFalse(page.contains("/results"), page.html());
  }

  private static Rendered render(ThanksPage page) {
    return Rendered.from(output -> JtethanksGenerated.render(output, null, page));
  }
}
