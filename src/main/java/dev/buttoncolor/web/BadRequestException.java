package dev.buttoncolor.web;

/** A request that asks for something that is not allowed; the message says what is. */
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadRequestException(String message) {
    super(message);
  }
}
