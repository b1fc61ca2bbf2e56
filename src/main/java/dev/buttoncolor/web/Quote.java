package dev.buttoncolor.web;

/** Somebody else's text as a message may repeat it: short, printable, in quotation marks. */
final class Quote {

  private static final int MAX = 40;

  private Quote() {}

  static String of(String text) {
    String start = text.length() > MAX ? text.substring(0, MAX) + "…" : text;
    return "\"" + start.replaceAll("[\\p{C}\"]", "?") + "\"";
  }
}
