package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletResponse;

/** A request that is answered with an error: its status, and the sentence that the client reads. */
public final class RequestFailedException extends RuntimeException {

  private static final int MAX_QUOTED = 40;

  private final int status;

  public RequestFailedException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  public static RequestFailedException badRequest(String sentence) {
    return new RequestFailedException(HttpServletResponse.SC_BAD_REQUEST, sentence);
  }

  /** A client's text as a sentence may repeat it: short, printable, in quotation marks. */
  public static String quote(String text) {
    String start = text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) + "…" : text;
    return "\"" + start.replaceAll("\\p{C}", "?") + "\"";
  }

  int status() {
    return status;
  }
}
