package dev.buttoncolor.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as a part of a query. */
final class Urls {
  private Urls() {}

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
