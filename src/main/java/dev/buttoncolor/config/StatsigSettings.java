package dev.buttoncolor.config;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How live mode reaches Statsig.
 *
 * @param serverKey the server secret key, in visible ASCII
 * @param apiUrl one base for all calls instead of Statsig's own
 * @param environment the environment tier
 */
public record StatsigSettings(
    String serverKey, Optional<URI> apiUrl, Optional<String> environment) {

  private static final Pattern SERVER_KEY = Pattern.compile("secret-[\\x21-\\x7e]{1,200}");
  private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Empty where there is no key: the embedded mode. */
  static Optional<StatsigSettings> from(SettingsReader reader) {
    Optional<String> key = reader.matching(Setting.STATSIG_API_KEY, SERVER_KEY);
    Optional<URI> apiUrl = reader.parsed(Setting.STATSIG_API_URL, StatsigSettings::apiUrl);
    Optional<String> environment = reader.matching(Setting.STATSIG_ENVIRONMENT, ENVIRONMENT);
    if (key.isEmpty() && (apiUrl.isPresent() || environment.isPresent())) {
      throw new InvalidSettingException(
          "%s is set, but it means nothing without STATSIG_API_KEY: set that too, or neither."
              .formatted(
                  apiUrl.isPresent() ? Setting.STATSIG_API_URL : Setting.STATSIG_ENVIRONMENT));
    }
    return key.map(k -> new StatsigSettings(k, apiUrl, environment));
  }

  /** An absolute http or https URL with a host, a path that ends in /v1, and nothing behind it. */
  private static URI apiUrl(String value) {
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
