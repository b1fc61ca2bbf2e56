package dev.buttoncolor.config;

/** A setting that cannot be used. The message names the setting, its value and what is allowed. */
public final class InvalidSettingException extends RuntimeException {

  public InvalidSettingException(String message) {
    super(message);
  }
}
