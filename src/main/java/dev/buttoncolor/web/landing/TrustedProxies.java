package dev.buttoncolor.web.landing;

import dev.buttoncolor.web.http.Answers;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.QuotedCSV;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The proxies whose {@code X-Forwarded-For} is trusted. Any client can write anything into that
 * header; only what a trusted proxy has appended at its right end is evidence. So a client's
 * address is the peer's, unless the peer is a trusted proxy: then it is the right-most one in the
 * header that is not itself a trusted proxy's.
 */
public record TrustedProxies(InetAddressSet addresses) {

  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final String IPV4 = "%1$s\\.%1$s\\.%1$s\\.%1$s".formatted(BYTE);
  private static final String IPV6 = "[0-9a-fA-F.]*:[0-9a-fA-F:.]*";

  private static final Pattern BLOCK = Pattern.compile("(?:" + IPV4 + "|" + IPV6 + ")(/\\d{1,3})?");

  /** An address with or without a port, which an IPv6 address may have only behind brackets. */
  private static final Pattern HOP =
      Pattern.compile("(%1$s)(?::\\d+)?|(%2$s)|\\[(%1$s|%2$s)](?::\\d+)?".formatted(IPV4, IPV6));

  private static final String X_FORWARDED_FOR = "X-Forwarded-For";

  private static final Optional<String> VISITORS_TRUSTED =
      Optional.of(
          "TRUSTED_PROXIES holds the visitors as well: X-Forwarded-For names trusted addresses"
              + " alone, so all visitors are one; it should name the proxies alone");
  private static final Optional<String> PROXY_UNKNOWN =
      Optional.of(
          "visitors come through a proxy that TRUSTED_PROXIES does not name, so all of them are"
              + " one: X-Forwarded-For is not read; set it to the addresses of the proxy");

  /** More proxies than stand behind each other anywhere: with more hops, the peer is taken. */
  private static final int MAX_HOPS = 32;

  /** Takes IP addresses and CIDR blocks such as {@code 10.0.0.0/8}; refuses anything else. */
  public static TrustedProxies of(String... blocks) {
    InetAddressSet addresses = new InetAddressSet();
    for (String block : blocks) {
      // Or a name would be looked up in the DNS, and 8;x be taken for 8.
      if (!BLOCK.matcher(block).matches() || address(block.split("/", 2)[0]).isEmpty()) {
        throw new IllegalArgumentException(block + " is neither an IP address nor a CIDR block");
      }
      addresses.add(block);
    }
    return new TrustedProxies(addresses);
  }

  /** Who sends a request, and what it shows to be wrong with this setting. */
  record Client(InetAddress address, Optional<String> fault) {}

  Client clientOf(HttpServletRequest request) {
    InetAddress peer = address(request.getRemoteAddr()).orElseThrow();
    if (!isTrusted(peer)) {
      boolean forwarded =
          request.getHeader(X_FORWARDED_FOR) != null || request.getHeader("Forwarded") != null;
      return new Client(peer, forwarded ? PROXY_UNKNOWN : Optional.empty());
    }
    // The addresses that proxies have appended, the latest last.
    List<String> lines = Collections.list(request.getHeaders(X_FORWARDED_FOR));
    List<String> hops = Answers.elements(new QuotedCSV(true), lines);
    for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS); i--) {
      Optional<InetAddress> hop = parse(hops.get(i).strip());
      if (hop.isEmpty() || !isTrusted(hop.get())) {
        return new Client(hop.orElse(peer), Optional.empty());
      }
    }
    return new Client(peer, hops.isEmpty() ? Optional.empty() : VISITORS_TRUSTED);
  }

  private boolean isTrusted(InetAddress address) {
    return !addresses.isEmpty() && addresses.test(address);
  }

  /** The address that the text spells out; empty for a name: none is looked up. */
  private static Optional<InetAddress> parse(String text) {
    Matcher hop = HOP.matcher(text);
    return hop.matches() ? address(hop.replaceAll("$1$2$3")) : Optional.empty();
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
