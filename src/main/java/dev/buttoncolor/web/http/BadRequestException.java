package dev.buttoncolor.web.http;

/** A request that asks for something that is not allowed; the message says what is. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadRequestException(String message) {
    super(message);
  }
}
