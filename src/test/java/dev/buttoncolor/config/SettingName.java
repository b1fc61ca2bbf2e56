package dev.buttoncolor.config;

import org.junit.jupiter.params.converter.TypedArgumentConverter;

/** Finds a setting by its name. */
@SuppressWarnings("rawtypes") // the class of a generic type is raw
final class SettingName extends TypedArgumentConverter<String, Setting> {

  SettingName() {
    super(String.class, Setting.class);
  }

  @Override
  protected Setting convert(String name) {
    return Setting.all().stream().filter(s -> s.toString().equals(name)).findAny().orElseThrow();
  }
}
