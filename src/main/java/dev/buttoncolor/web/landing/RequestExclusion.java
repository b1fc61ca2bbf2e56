package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Detects requests behind which no person looks at a button or clicks it. */
final class RequestExclusion {

  /**
   * Crawlers, link previews and health checks, by what they declare. A browser taken for a bot
   * would be a person lost: so this names the fetchers of chat programs and not the browsers built
   * into them, and not the phone called Cubot. Tools that act for a person, such as curl, wget and
   * headless browsers, count; the published lists of bots hold them too, so none is used here.
   */
  private static final Pattern BOT =
      Pattern.compile(
          "(?i)(?<!cu)bot\\b|crawler\\b|spider\\b|\\bslurp\\b"
              + "|^whatsapp/|\\bskypeuripreview\\b|\\bslack-imgproxy\\b|\\bbingpreview\\b"
              + "|\\bfacebook(externalhit|catalog)\\b|\\bmeta-external(agent|fetcher)\\b"
              + "|\\bmediapartners-google\\b|\\bgoogle-inspectiontool\\b"
              + "|^kube-probe/|^elb-healthchecker/|^googlehc/|^amazon-route53-health-check");

  private static final Pattern AHEAD = Pattern.compile("(?i)\\b(prefetch|prerender|preview)\\b");

  private static final List<String> PURPOSES =
      List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

  private final CrossSite crossSite;

  RequestExclusion(TrustedProxies proxies) {
    crossSite = new CrossSite(proxies);
  }

  /** Why the request enters no rate; empty where it does. */
  Optional<Exclusion> of(HttpServletRequest request) {
    if (request.getMethod().equals("HEAD")) {
      return Optional.of(Exclusion.HEAD);
    }
    if (PURPOSES.stream().anyMatch(header -> has(request, header, AHEAD))) {
      return Optional.of(Exclusion.PREFETCH);
    }
    if (has(request, "User-Agent", BOT)) {
      return Optional.of(Exclusion.BOT);
    }
    return crossSite.made(request) ? Optional.of(Exclusion.CROSS_SITE) : Optional.empty();
  }

  private static boolean has(HttpServletRequest request, String header, Pattern pattern) {
    String value = request.getHeader(header);
    return value != null && pattern.matcher(value).find();
  }
}
