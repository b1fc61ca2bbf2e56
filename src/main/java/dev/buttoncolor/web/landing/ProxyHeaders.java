package dev.buttoncolor.web.landing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.http.QuotedCSV;
import org.eclipse.jetty.http.QuotedCSVParser;

/** Reads the headers that proxies add. The caller checks whether the proxy is trusted. */
final class ProxyHeaders {

  /**
   * What an unreadable header holds: no address, but not nothing, so that it is not taken for an
   * absent one.
   */
  private static final List<String> UNREADABLE = List.of("");

  private ProxyHeaders() {}

  /** The elements of a header that is a list, such as {@code X-Forwarded-For}; the latest last. */
  static List<String> list(HttpServletRequest request, String header) {
    QuotedCSV elements = new QuotedCSV(true);
    try {
      Collections.list(request.getHeaders(header)).forEach(elements::addValue);
    } catch (IllegalArgumentException e) { // a quotation mark that is never closed
      return UNREADABLE;
    }
    return elements.getValues();
  }

  /**
   * What each element of {@code Forwarded} says of one thing; empty text where it says nothing.
   *
   * @param parameter {@code for} or {@code host}
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
   */
  static List<String> forwarded(HttpServletRequest request, String parameter) {
    return list(request, "Forwarded").stream().map(element -> value(element, parameter)).toList();
  }

  /** A quoted string is one value, even where it holds a separator. */
  private static String value(String element, String parameter) {
    StringBuilder found = new StringBuilder();
    QuotedCSVParser parser =
        new QuotedCSVParser(false) {
          @Override
          protected void parsedParam(StringBuilder buffer, int length, int name, int value) {
            boolean pair = name >= 0 && value > name;
            if (pair && buffer.substring(name, value - 1).equalsIgnoreCase(parameter)) {
              found.append(buffer, value, buffer.length());
            }
          }
        };
    parser.addValue(element);
    return found.toString();
  }
}
