package dev.buttoncolor.web.http;

/** A client's text as a message may repeat it: short, printable, in quotation marks. */
public final class Quote {

  private static final int MAX = 40;

  private Quote() {}

  public static String of(String text) {
    String start = text.length() > MAX ? text.substring(0, MAX) + "…" : text;
    return "\"" + start.replaceAll("\\p{C}", "?") + "\"";
  }
}
