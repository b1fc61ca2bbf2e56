package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the requests behind which there is no person looking at a button. */
final class RequestExclusion {

  /**
   * Crawlers and link previews that say so. Short on purpose: a browser taken for a bot would be a
   * person lost, and there is a phone called Cubot. Tools that act for a person, such as curl, wget
   * and headless browsers, count.
   */
  private static final Pattern BOT =
      Pattern.compile("(?i)(?<!cu)bot\\b|crawler\\b|spider\\b|\\bslurp\\b|facebookexternalhit");

  private static final Pattern AHEAD = Pattern.compile("(?i)\\b(prefetch|prerender)\\b");

  private RequestExclusion() {}

  /** Why the request does not count, if it does not. */
  static Optional<Exclusion> reason(HttpServletRequest request) {
    if (request.getMethod().equals("HEAD")) {
      return Optional.of(Exclusion.HEAD);
    }
    if (has(request, "Sec-Purpose", AHEAD) || has(request, "Purpose", AHEAD)) {
      return Optional.of(Exclusion.PREFETCH);
    }
    return has(request, "User-Agent", BOT) ? Optional.of(Exclusion.BOT) : Optional.empty();
  }

  private static boolean has(HttpServletRequest request, String header, Pattern pattern) {
    String value = request.getHeader(header);
    return value != null && pattern.matcher(value).find();
  }
}
