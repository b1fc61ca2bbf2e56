package dev.buttoncolor.web.landing;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.QuotedCSV;

/**
 * Where a request really came from. Anybody can write anything into {@code X-Forwarded-For}; only
 * what a trusted proxy appended to it, at the right end, says something. So the address is the
 * peer's, unless the peer is a trusted proxy: then it is the right-most one in the header that is
 * not itself a trusted proxy's.
 */
public final class ClientAddress {

  private static final Pattern FORWARDED_FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(\"[^\"]*\"|[^;\\s]*)");

  /** An IPv4 address with or without a port, or an IPv6 address in brackets with or without one. */
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)](?::\\d+)?|([\\d.]+):\\d+");

  /** A header that is there and cannot be read: unlike a missing one, it outweighs no other. */
  private static final List<String> NO_ADDRESS = List.of("");

  private final TrustedProxies proxies;

  public ClientAddress(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  InetAddress of(HttpServletRequest request) {
    InetAddress peer = peer(request);
    if (!proxies.contains(peer)) {
      return peer;
    }
    List<String> forwardedFor = values(request, "X-Forwarded-For");
    List<String> forwarded = new ArrayList<>();
    for (String hop : values(request, "Forwarded")) {
      Matcher matcher = FORWARDED_FOR.matcher(hop);
      forwarded.add(matcher.find() ? matcher.group(1).replace("\"", "") : "");
    }
    if (forwardedFor.isEmpty() || forwarded.isEmpty()) {
      return client(forwardedFor.isEmpty() ? forwarded : forwardedFor).orElse(peer);
    }
    // A proxy writes one of the two and lets the other through as the client sent it. Which one
    // is its own cannot be told, so they count only where they agree.
    return client(forwardedFor)
        .filter(address -> client(forwarded).equals(Optional.of(address)))
        .orElse(peer);
  }

  private static InetAddress peer(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr()); // a literal: nothing is looked up
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the peer has no IP address", e);
    }
  }

  /** The right-most hop that is no trusted proxy, if it is an address. */
  private Optional<InetAddress> client(List<String> hops) {
    for (int i = hops.size() - 1; i >= 0; i--) {
      Optional<InetAddress> hop = TrustedProxies.parse(withoutPort(hops.get(i).strip()));
      if (hop.isEmpty() || !proxies.contains(hop.get())) {
        return hop;
      }
    }
    return Optional.empty();
  }

  private static List<String> values(HttpServletRequest request, String header) {
    QuotedCSV csv = new QuotedCSV(true);
    try {
      Collections.list(request.getHeaders(header)).forEach(csv::addValue);
    } catch (IllegalArgumentException e) { // a quotation mark that is never closed
      return NO_ADDRESS;
    }
    return csv.getValues();
  }

  private static String withoutPort(String hop) {
    Matcher matcher = WITH_PORT.matcher(hop);
    if (!matcher.matches()) {
      return hop;
    }
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }
}
