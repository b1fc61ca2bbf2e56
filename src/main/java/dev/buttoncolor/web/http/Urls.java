package dev.buttoncolor.web.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as a part of a query. */
public final class Urls {
  private Urls() {}

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
