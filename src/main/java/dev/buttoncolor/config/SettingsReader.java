package dev.buttoncolor.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one setting at a time, as the type it has; an empty value is as good as none. */
final class SettingsReader {

  private final Map<String, String> environment;

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The value that is set, or else the standard one; empty where there is neither. */
  Optional<String> optional(Setting setting) {
    String value = environment.getOrDefault(setting.name(), "").strip();
    return Optional.of(value.isEmpty() ? setting.standard() : value).filter(v -> !v.isEmpty());
  }

  Optional<String> matching(Setting setting, Pattern pattern) {
    return optional(setting)
        .map(value -> require(setting, value, pattern.matcher(value).matches()));
  }

  Optional<String> upTo(Setting setting, int maxLength) {
    return optional(setting).map(value -> require(setting, value, value.length() <= maxLength));
  }

  Optional<Long> wholeNumber(Setting setting, long min, long max) {
    return optional(setting).map(value -> wholeNumber(setting, value, min, max));
  }

  private static long wholeNumber(Setting setting, String value, long min, long max) {
    try {
      long number = Long.parseLong(value);
      require(setting, value, min <= number && number <= max);
      return number;
    } catch (NumberFormatException e) {
      throw InvalidSettingException.of(setting, value);
    }
  }

  Optional<Integer> port(Setting setting) {
    return wholeNumber(setting, 0, 65_535).map(Math::toIntExact);
  }

  /** An absolute http or https URL with a host, a path that ends in /v1, and nothing behind it. */
  Optional<URI> apiUrl(Setting setting) {
    return optional(setting).map(value -> apiUrl(setting, value));
  }

  private static URI apiUrl(Setting setting, String value) {
    try {
      URI uri = new URI(value);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain = uri.getQuery() == null && uri.getFragment() == null;
      require(setting, value, http && plain && uri.getHost() != null && value.endsWith("/v1"));
      return uri;
    } catch (URISyntaxException e) {
      throw InvalidSettingException.of(setting, value);
    }
  }

  private static String require(Setting setting, String value, boolean allowed) {
    if (!allowed) {
      throw InvalidSettingException.of(setting, value);
    }
    return value;
  }
}
