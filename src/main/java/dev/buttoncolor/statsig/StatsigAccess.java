package dev.buttoncolor.statsig;

import java.net.URI;
import java.util.Optional;

/**
 * How Statsig is reached.
 *
 * @param serverKey the server secret key
 * @param apiUrl one base for all calls, which ends in {@code /v1}; Statsig's own hosts if empty
 * @param environment the environment tier, such as {@code staging}; production if empty
 */
public record StatsigAccess(String serverKey, Optional<URI> apiUrl, Optional<String> environment) {

  private static final URI STATSIG_SPECS = URI.create("https://api.statsigcdn.com/v1");
  private static final URI STATSIG_EVENTS = URI.create("https://statsigapi.net/v1");

  /** Where specs and id lists come from. */
  public URI specs() {
    return apiUrl.orElse(STATSIG_SPECS);
  }

  /** Where events go to. */
  public URI events() {
    return apiUrl.orElse(STATSIG_EVENTS);
  }

  /** The key is not for logs. */
  @Override
  public String toString() {
    return "StatsigAccess[apiUrl=%s, environment=%s]".formatted(apiUrl, environment);
  }
}
