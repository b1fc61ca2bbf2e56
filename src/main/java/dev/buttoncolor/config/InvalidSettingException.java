package dev.buttoncolor.config;

/** A setting that cannot be used. The message names the setting, its value and what is allowed. */
public final class InvalidSettingException extends RuntimeException {

  public InvalidSettingException(String message) {
    super(message);
  }

  static InvalidSettingException of(Setting setting, String value) {
    return new InvalidSettingException(
        "%s is %s, but must be %s.".formatted(setting, setting.shown(value), setting.allowed()));
  }
}
