package dev.buttoncolor.web.landing;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Detects requests that another site made a visitor's browser send: an image whose address is
 * {@code /signup}, a form that posts itself. A followed link is none of them. A request without
 * these headers is none either: clients other than browsers do not send them.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class CrossSite {

  private final TrustedProxies proxies;

  CrossSite(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  boolean made(HttpServletRequest request) {
    boolean post = request.getMethod().equals("POST");
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("cross-site") && (post || !isFollowedLink(request));
    }
    return post && hasOtherOrigin(request); // a browser from before Sec-Fetch-Site
  }

  /** Whether the answer becomes a page of its own, rather than a part of another site's. */
  private static boolean isFollowedLink(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return destination == null || destination.equals("document");
  }

  /** Compares hosts alone: proxies change schemes and ports. The origin "null" has no host. */
  private boolean hasOtherOrigin(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin != null
        && host(origin)
            .filter(host -> ownHosts(request).noneMatch(host::equalsIgnoreCase))
            .isPresent();
  }

  /** The hosts that the request may have been sent to. */
  private Stream<String> ownHosts(HttpServletRequest request) {
    Stream<String> direct = Stream.of(request.getServerName());
    return proxies.contains(TrustedProxies.peer(request))
        ? Stream.concat(direct, forwardedHosts(request))
        : direct;
  }

  private static Stream<String> forwardedHosts(HttpServletRequest request) {
    return Stream.of(
            ProxyHeaders.list(request, "X-Forwarded-Host"), ProxyHeaders.forwarded(request, "host"))
        .flatMap(List::stream)
        .flatMap(authority -> host("//" + authority).stream());
  }

  private static Optional<String> host(String uri) {
    try {
      return Optional.ofNullable(new URI(uri).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
