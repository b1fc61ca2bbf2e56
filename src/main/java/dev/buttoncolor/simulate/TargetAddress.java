package dev.buttoncolor.simulate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a server of the experiment is: scheme, host and port, and nothing else.
 *
 * @param base such as {@code http://127.0.0.1:8080/}
 */
public record TargetAddress(URI base) {

  /** The whole of 127.0.0.0/8; {@link URI} has already seen that each part is at most 255. */
  private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]");

  /**
   * Reads an address.
   *
   * @param anywhere whether a host beyond this machine is meant; without it only {@code localhost}
   *     and literal loopback addresses pass, as no other name is sure to stay on this machine
   * @throws SimulationException if the text is no such address, or leads away from this machine
   */
  public static TargetAddress parse(String text, boolean anywhere) throws SimulationException {
    URI uri = uri(text);
    if (!anywhere && !isLoopback(uri.getHost())) {
      throw SimulationException.refused(
          "The host "
              + uri.getHost()
              + " is not this machine: simulated visitors go to localhost, 127.0.0.1 or [::1] only,"
              + " as they would spoil a real experiment; --anywhere lets them go elsewhere.");
    }
    return new TargetAddress(uri.resolve("/"));
  }

  private static URI uri(String text) throws SimulationException {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null;
      boolean root = Set.of("", "/").contains(String.valueOf(uri.getRawPath()));
      if (http && uri.getHost() != null && bare && root && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused below, like other kinds of URI.
    }
    throw SimulationException.refused(
        "\""
            + text
            + "\" is not the address of a server: it is written as http://127.0.0.1:8080, without a"
            + " path.");
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK_NAMES.contains(host) || LOOPBACK_IPV4.matcher(host).matches();
  }

  /**
   * A link of one of the server's pages.
   *
   * @throws IllegalArgumentException if it leads to another server
   */
  public URI resolve(String link) {
    URI target = base.resolve(link);
    if (!base.getScheme().equals(target.getScheme())
        || !base.getRawAuthority().equals(target.getRawAuthority())) {
      throw new IllegalArgumentException("a link leads away from the server");
    }
    return target;
  }

  /** The address as a person writes it, without a slash at its end. */
  @Override
  public String toString() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }
}
