package dev.buttoncolor.experiment;

import java.net.URI;
import java.util.Optional;

/**
 * How Statsig is reached.
 *
 * @param serverKey the server secret key
 * @param events where events are posted: a base that ends in {@code /v1}
 * @param specs where specs and id lists come from, a base that ends in {@code /v1}; Statsig's own
 *     where empty
 * @param environment the environment tier, such as {@code staging}; production where empty
 */
public record StatsigAccess(
    String serverKey, URI events, Optional<URI> specs, Optional<String> environment) {

  /** The key is not for logs. */
  @Override
  public String toString() {
    return "StatsigAccess[events=%s, specs=%s, environment=%s]"
        .formatted(events, specs, environment);
  }
}
