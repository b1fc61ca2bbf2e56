package dev.buttoncolor.experiment;

import java.util.regex.Pattern;

/**
 * What the name of an experiment, a group, a parameter or an event may be: 1 to 128 characters, not
 * all of them spaces, no control character, no line separator and no half of a surrogate pair. Such
 * a name can be stored by every database, stays on its line in a log, and can be shown.
 */
public final class NameRule {

  private static final int MAX_LENGTH = 128;

  /** Cs are the surrogates without their other half: a whole pair is one character. */
  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private NameRule() {}

  public static boolean allows(String name) {
    return !name.isBlank()
        && name.codePointCount(0, name.length()) <= MAX_LENGTH
        && !FORBIDDEN.matcher(name).find();
  }
}
