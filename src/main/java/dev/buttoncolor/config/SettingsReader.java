package dev.buttoncolor.config;

import dev.buttoncolor.experiment.NameRule;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads single settings as typed values; an empty value counts as not set. Each method throws an
 * {@link InvalidSettingException} where the value is not allowed.
 */
final class SettingsReader {

  private final Map<String, String> environment;

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The value that the environment sets; empty where it sets none. */
  Optional<String> set(Setting setting) {
    return Optional.of(environment.getOrDefault(setting.name(), "").strip())
        .filter(value -> !value.isEmpty());
  }

  /** The value that is set, or else the default value; empty where there is neither. */
  Optional<String> text(Setting setting) {
    return set(setting)
        .or(() -> Optional.of(setting.defaultValue()).filter(value -> !value.isEmpty()));
  }

  Optional<String> matching(Setting setting, Pattern pattern) {
    return text(setting).map(value -> require(setting, value, pattern.matcher(value).matches()));
  }

  Optional<String> name(Setting setting) {
    return text(setting).map(value -> require(setting, value, NameRule.allows(value)));
  }

  Optional<Long> wholeNumber(Setting setting, long min, long max) {
    return parsed(setting, Long::valueOf)
        .map(number -> require(setting, number, min <= number && number <= max));
  }

  Optional<Integer> port(Setting setting) {
    return wholeNumber(setting, 0, 65_535).map(Math::toIntExact);
  }

  /** The value as the parser makes it, which throws where the value is not one that it takes. */
  <T> Optional<T> parsed(Setting setting, Parser<T> parser) {
    return text(setting).map(value -> parsed(setting, value, parser));
  }

  private static <T> T parsed(Setting setting, String value, Parser<T> parser) {
    try {
      return parser.parse(value);
    } catch (IllegalArgumentException | IOException e) {
      throw InvalidSettingException.of(setting, value);
    }
  }

  private static <T> T require(Setting setting, T value, boolean allowed) {
    if (!allowed) {
      throw InvalidSettingException.of(setting, value.toString());
    }
    return value;
  }

  interface Parser<T> {
    T parse(String value) throws IOException;
  }
}
