package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Recent;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.web.http.Answers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Landing pages as they are sent. Everybody in a group gets the same but for their own id, so it is
 * rendered and escaped once for {@link #ANYBODY}, and each visitor's id put in its place. It needs
 * no escaping.
 */
final class LandingPages {

  /** Who a page is rendered for. A text that holds this id by chance does not happen. */
  static final VisitorId ANYBODY = VisitorId.random();

  private static final Pattern GAP = Pattern.compile(ANYBODY.value(), Pattern.LITERAL);

  private static final int PLACES = 1 << 8;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** What stands before, between and after the places of the id. */
  private final Recent<LandingPage, List<byte[]>> rendered = new Recent<>(PLACES, REMEMBERED);

  /**
   * The page for one visitor.
   *
   * @param page the same for {@link #ANYBODY}
   */
  byte[] of(LandingPage page, VisitorId visitor) {
    List<byte[]> parts = rendered.get(page, LandingPages::render);
    byte[] id = visitor.value().getBytes(StandardCharsets.US_ASCII);
    int length = (parts.size() - 1) * id.length;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer html = ByteBuffer.allocate(length).put(parts.get(0));
    for (int i = 1; i < parts.size(); i++) {
      html.put(id).put(parts.get(i));
    }
    return html.array();
  }

  private static List<byte[]> render(LandingPage page) {
    byte[] html = Answers.render(output -> JtelandingGenerated.render(output, null, page));
    return Stream.of(GAP.split(new String(html, StandardCharsets.UTF_8), -1))
        .map(part -> part.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
