package dev.buttoncolor.sqlite;

/**
 * A file cannot be used: damaged, of a newer version of this program, of another program, locked,
 * or not writable. Nothing was changed in it. The message is for a person: what the file is called,
 * what was found, and what to do.
 */
public final class UnusableFileException extends Exception {

  public UnusableFileException(String message) {
    super(message);
  }

  UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
