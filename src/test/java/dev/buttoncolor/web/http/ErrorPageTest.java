package dev.buttoncolor.web.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.Rendered;
import org.junit.jupiter.api.Test;

class ErrorPageTest {

  @Test
  void showsStatusTitleAndMessageAsText() {
    String message = "variant was <script>\"'</title>";
    Rendered page =
        Rendered.from(
            output -> JteerrorGenerated.render(output, null, 400, "No such group", message, true));

    assertTrue(page.contains("<p class=\"status\">400</p>"));
    assertTrue(page.contains("<title>No such group</title>"));
    assertTrue(page.contains("variant was &lt;script&gt;"), page.html());
    assertFalse(page.contains("<script"));
    page.assertNothingInline();
  }
}
