package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page as it leaves the program.
 *
 * @param html the whole document
 */
public record Rendered(String html) {

  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  /** What the content security policy of every page refuses. */
  private static final Pattern INLINE =
      Pattern.compile("<[^>]*\\s(?:style|on[a-z]+)\\s*=|<script(?![^>]*\\ssrc=)|javascript:");

  public static Rendered from(Consumer<HtmlTemplateOutput> template) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    template.accept(new OwaspHtmlTemplateOutput(output));
    return new Rendered(new String(output.toByteArray(), StandardCharsets.UTF_8));
  }

  /** The texts of all style elements. */
  public List<String> styles() {
    return STYLE.matcher(html).results().map(found -> found.group(1)).toList();
  }

  public boolean contains(String text) {
    return html.contains(text);
  }

  public void assertNothingInline() {
    Matcher inline = INLINE.matcher(html);
    assertEquals("", inline.find() ? inline.group() : "", "found in " + html);
  }
}
