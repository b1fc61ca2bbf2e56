package dev.buttoncolor.statsig;

import dev.buttoncolor.statsig.SpecJson.Config;

/**
 * A spec document that no experiment can run on. The message is a clause that begins with "it" or
 * "its", short and on one line for any document.
 */
public final class InvalidSpecsException extends Exception {

  private static final int MAX_LENGTH = 300;

  InvalidSpecsException(String message) {
    super(message.substring(0, Math.min(MAX_LENGTH, message.length())).replaceAll("\\p{C}", "?"));
  }

  static InvalidSpecsException of(Config config, String what) {
    return new InvalidSpecsException("its \"%s\" %s".formatted(config.name(), what));
  }
}
