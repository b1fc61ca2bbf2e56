package dev.buttoncolor.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How live mode reaches Statsig.
 *
 * @param serverKey the server secret key, in visible ASCII
 * @param apiUrl one base for all calls instead of Statsig's own
 * @param environment the environment tier
 */
public record StatsigSettings(
    String serverKey, Optional<URI> apiUrl, Optional<String> environment) {

  /** Empty without a key: the embedded mode. */
  static Optional<StatsigSettings> from(Map<String, String> environment) {
    Optional<String> key = Setting.STATSIG_API_KEY.in(environment);
    Optional<URI> apiUrl = Setting.STATSIG_API_URL.in(environment);
    Optional<String> tier = Setting.STATSIG_ENVIRONMENT.in(environment);
    if (key.isEmpty() && (apiUrl.isPresent() || tier.isPresent())) {
      throw new InvalidSettingException(
          "%s is set, but it means nothing without STATSIG_API_KEY: set that too, or neither."
              .formatted(
                  apiUrl.isPresent() ? Setting.STATSIG_API_URL : Setting.STATSIG_ENVIRONMENT));
    }
    return key.map(k -> new StatsigSettings(k, apiUrl, tier));
  }

  /** An absolute http or https URL with a host, a path that ends in /v1, and nothing behind it. */
  static URI apiUrl(String value) {
    URI uri = URI.create(value);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean bare =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    boolean found = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535;
    if (!http || !bare || !found || !value.endsWith("/v1")) {
      throw new IllegalArgumentException("not a base URL");
    }
    return uri;
  }

  /** Without the key: it may end up in a log. */
  @Override
  public String toString() {
    return "StatsigSettings[apiUrl=%s, environment=%s]".formatted(apiUrl, environment);
  }
}
