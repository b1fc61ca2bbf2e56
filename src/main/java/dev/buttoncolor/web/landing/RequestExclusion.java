package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Detects requests behind which no person looks at a button or clicks it. */
final class RequestExclusion {

  private static final Pattern AHEAD = Pattern.compile("(?i)\\b(prefetch|prerender|preview)\\b");

  private static final int MAX_SEARCHED = 512;

  /** As older browsers say it. */
  private static final List<String> PURPOSES = List.of("Purpose", "X-Purpose", "X-Moz");

  private RequestExclusion() {}

  /** Why the request enters no rate; empty if it does. */
  static Optional<Exclusion> of(HttpServletRequest request) {
    if (request.getMethod().equals("HEAD")) {
      return Optional.of(Exclusion.HEAD);
    }
    if (PURPOSES.stream().anyMatch(header -> isAhead(request, header))) {
      return Optional.of(Exclusion.PREFETCH);
    }
    if (DeclaredBot.declares(start(request.getHeader("User-Agent")))) {
      return Optional.of(Exclusion.BOT);
    }
    return isSentByAnotherSite(request) ? Optional.of(Exclusion.CROSS_SITE) : Optional.empty();
  }

  /**
   * Whether a browser of today says that it fetches ahead of a visit, perhaps never to show it.
   *
   * @see <a href="https://wicg.github.io/nav-speculation/prefetch.html">Prefetch, Sec-Purpose</a>
   */
  static boolean isFetchedAhead(HttpServletRequest request) {
    return isAhead(request, "Sec-Purpose");
  }

  private static boolean isAhead(HttpServletRequest request, String header) {
    return AHEAD.matcher(start(request.getHeader(header))).find();
  }

  /** As much as a client needs to say what it is; a longer text would cost too much to search. */
  private static String start(String value) {
    return value == null ? "" : value.substring(0, Math.min(value.length(), MAX_SEARCHED));
  }

  /**
   * Whether another site's page made the browser send the request: an image whose address is {@code
   * /signup}, a form that posts itself. A followed link is neither. A client that does not send
   * these headers is not a browser of today, and its request counts.
   *
   * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
   */
  private static boolean isSentByAnotherSite(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    boolean followedLink =
        !request.getMethod().equals("POST")
            && (destination == null || destination.equals("document"));
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site")) && !followedLink;
  }
}
