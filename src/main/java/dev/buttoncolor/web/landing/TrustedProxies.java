package dev.buttoncolor.web.landing;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;

/** The proxies whose {@code X-Forwarded-For} is trusted. */
public final class TrustedProxies {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private static final Pattern BLOCK = Pattern.compile("[^/]+(/\\d{1,3})?");

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

  boolean contains(InetAddress address) {
    return !addresses.isEmpty() && addresses.test(address);
  }

  /** The address that a request's connection comes from. */
  static InetAddress peer(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr()); // a literal: nothing is looked up
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the peer has no IP address", e);
    }
  }

  /** The address that the text spells out; empty for a name: none is looked up. */
  static Optional<InetAddress> parse(String literal) {
    if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
