package dev.buttoncolor.statsig;

import java.net.URI;
import java.util.Optional;

/**
 * How Statsig is reached.
 *
 * @param serverKey the server secret key
 * @param events where the SDK posts events: a base that ends in {@code /v1}
 * @param specs where specs come from: a base that ends in {@code /v1}
 * @param idLists where the SDK asks for id lists: Statsig itself, or the relay, which asks in its
 *     place; a base that ends in {@code /v1}
 * @param environment the environment tier, such as {@code staging}; production where empty
 */
public record StatsigAccess(
    String serverKey, URI events, URI specs, URI idLists, Optional<String> environment) {

  /**
   * Where Statsig itself serves specs. The SDK compares this very text to tell how to ask for id
   * lists.
   */
  public static final URI STATSIG_SPECS = URI.create("https://api.statsigcdn.com/v1");

  /** Where Statsig itself takes events. */
  public static final URI STATSIG_EVENTS = URI.create("https://statsigapi.net/v1");

  /** The key is not for logs. */
  @Override
  public String toString() {
    return "StatsigAccess[events=%s, specs=%s, environment=%s]"
        .formatted(events, specs, environment);
  }
}
