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

  private static final String X_FORWARDED_FOR = "X-Forwarded-For";

  /** More proxies than stand behind each other anywhere: with more hops, the peer is taken. */
  private static final int MAX_HOPS = 32;

  private final TrustedProxies proxies;

  ClientAddress(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** The client's address, and where it was found. */
  record Client(InetAddress address, Source source) {}

  /** Where an address was found. */
  enum Source {
    /** No proxy has named another. */
    PEER,
    /** A trusted proxy has appended it. */
    HOP,
    /** The peer's: trusted proxies have named none but trusted proxies. */
    ONLY_PROXIES,
    /** The peer's, which is not trusted and has sent the addresses of others. */
    UNREAD_HOPS
  }

  Client of(HttpServletRequest request) {
    InetAddress peer = TrustedProxies.peer(request);
    if (!proxies.contains(peer)) {
      boolean named =
          request.getHeader(X_FORWARDED_FOR) != null || request.getHeader("Forwarded") != null;
      return new Client(peer, named ? Source.UNREAD_HOPS : Source.PEER);
    }
    List<String> hops = hops(request);
    for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS); i--) {
      Optional<InetAddress> hop = TrustedProxies.parse(withoutPort(hops.get(i).strip()));
      if (hop.isEmpty()) {
        return new Client(peer, Source.PEER);
      }
      if (!proxies.contains(hop.get())) {
        return new Client(hop.get(), Source.HOP);
      }
    }
    return new Client(peer, hops.isEmpty() ? Source.PEER : Source.ONLY_PROXIES);
  }

  /** The addresses that proxies have appended, the latest last. */
  private static List<String> hops(HttpServletRequest request) {
    QuotedCSV hops = new QuotedCSV(true);
    try {
      Collections.list(request.getHeaders(X_FORWARDED_FOR)).forEach(hops::addValue);
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
