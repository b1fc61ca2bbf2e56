package dev.buttoncolor.statsig;

import java.net.URI;
import java.util.Optional;

/**
 * How Statsig is reached.
 *
 * @param apiUrl one base for all calls, which ends in {@code /v1}; Statsig's own hosts if empty
 * @param environment the environment tier, such as {@code staging}; production if empty
 */
public record StatsigAccess(String serverKey, Optional<URI> apiUrl, Optional<String> environment) {

  /**
   * Reads a base for all calls.
   *
   * @throws IllegalArgumentException if it is no absolute http or https URL with a host, a path
   *     that ends in /v1, and nothing behind it
   */
  public static URI apiUrl(String text) {
    URI uri = URI.create(text);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean bare =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    boolean found = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535;
    if (!http || !bare || !found || !text.endsWith("/v1")) {
      throw new IllegalArgumentException("not a base URL");
    }
    return uri;
  }

  public URI specs() {
    return apiUrl.orElse(URI.create("https://api.statsigcdn.com/v1"));
  }

  public URI events() {
    return apiUrl.orElse(URI.create("https://statsigapi.net/v1"));
  }

  @Override
  public String toString() {
    return "StatsigAccess[apiUrl=%s, environment=%s]".formatted(apiUrl, environment);
  }
}
