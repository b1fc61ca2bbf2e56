package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletResponse;

/** A request that asks for something that is not allowed; the message says what is. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  public BadRequestException(String message) {
    this(HttpServletResponse.SC_BAD_REQUEST, message);
  }

  private BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** A request whose body is of a type that is not read. */
  static BadRequestException unsupportedMediaType(String message) {
    return new BadRequestException(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, message);
  }

  /** A request for something that there is not. */
  public static BadRequestException notFound(String message) {
    return new BadRequestException(HttpServletResponse.SC_NOT_FOUND, message);
  }

  int status() {
    return status;
  }
}
