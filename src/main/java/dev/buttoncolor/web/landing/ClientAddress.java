package dev.buttoncolor.web.landing;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.QuotedCSV;

/**
 * Determines the address of the client. Any client can write anything into {@code X-Forwarded-For};
 * only what a trusted proxy has appended at its right end is evidence. So the address is the
 * peer's, unless the peer is a trusted proxy: then it is the right-most one in the header that is
 * not itself a trusted proxy's.
 */
final class ClientAddress {

  /** An IPv4 address with or without a port, or an IPv6 address in brackets with or without one. */
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)](?::\\d+)?|([\\d.]+):\\d+");

  /** More proxies than stand behind each other anywhere: with more hops, the peer is taken. */
  private static final int MAX_HOPS = 32;

  private final TrustedProxies proxies;

  ClientAddress(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  InetAddress of(HttpServletRequest request) {
    InetAddress peer = TrustedProxies.peer(request);
    if (!proxies.contains(peer)) {
      return peer;
    }
    return client(request).orElse(peer);
  }

  /** The right-most hop that is no trusted proxy, if it is an address. */
  private Optional<InetAddress> client(HttpServletRequest request) {
    List<String> hops = hops(request);
    for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS); i--) {
      Optional<InetAddress> hop = TrustedProxies.parse(withoutPort(hops.get(i).strip()));
      if (hop.isEmpty() || !proxies.contains(hop.get())) {
        return hop;
      }
    }
    return Optional.empty();
  }

  /** The addresses that proxies have appended, the latest last. */
  private static List<String> hops(HttpServletRequest request) {
    QuotedCSV hops = new QuotedCSV(true);
    try {
      Collections.list(request.getHeaders("X-Forwarded-For")).forEach(hops::addValue);
    } catch (IllegalArgumentException e) { // a quotation mark that is never closed
      return List.of();
    }
    return hops.getValues();
  }

  private static String withoutPort(String hop) {
    Matcher matcher = WITH_PORT.matcher(hop);
    if (!matcher.matches()) {
      return hop;
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }
}
