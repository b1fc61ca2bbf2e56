package dev.buttoncolor.web.landing;

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
public final class TrustedProxies {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private static final Pattern BLOCK = Pattern.compile("[^/]+(/\\d{1,3})?");

  /** An IPv4 address with or without a port, or an IPv6 address in brackets with or without one. */
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)](?::\\d+)?|([\\d.]+):\\d+");

  private static final String X_FORWARDED_FOR = "X-Forwarded-For";

  /** More proxies than stand behind each other anywhere: with more hops, the peer is taken. */
  private static final int MAX_HOPS = 32;

  private final InetAddressSet addresses = new InetAddressSet();

  private TrustedProxies() {}

  /**
   * Trusts these proxies and no others.
   *
   * @param blocks IP addresses, or CIDR blocks such as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if one is neither
   */
  public static TrustedProxies of(List<String> blocks) {
    TrustedProxies proxies = new TrustedProxies();
    for (String block : blocks) {
      // Or a name would be looked up in the DNS, and 8;x be taken for 8.
      if (!BLOCK.matcher(block).matches() || parse(block.split("/", 2)[0]).isEmpty()) {
        throw new IllegalArgumentException(block + " is neither an IP address nor a CIDR block");
      }
      proxies.addresses.add(block);
    }
    return proxies;
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

  Client clientOf(HttpServletRequest request) {
    InetAddress peer = address(request.getRemoteAddr()).orElseThrow();
    if (!isTrusted(peer)) {
      boolean named =
          request.getHeader(X_FORWARDED_FOR) != null || request.getHeader("Forwarded") != null;
      return new Client(peer, named ? Source.UNREAD_HOPS : Source.PEER);
    }
    List<String> hops = hops(request);
    for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS); i--) {
      Optional<InetAddress> hop = parse(withoutPort(hops.get(i).strip()));
      if (hop.isEmpty()) {
        return new Client(peer, Source.PEER);
      }
      if (!isTrusted(hop.get())) {
        return new Client(hop.get(), Source.HOP);
      }
    }
    return new Client(peer, hops.isEmpty() ? Source.PEER : Source.ONLY_PROXIES);
  }

  private boolean isTrusted(InetAddress address) {
    return !addresses.isEmpty() && addresses.test(address);
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

  /** The address that the text spells out; empty for a name: none is looked up. */
  private static Optional<InetAddress> parse(String literal) {
    return IPV4.matcher(literal).matches() || IPV6.matcher(literal).matches()
        ? address(literal)
        : Optional.empty();
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
