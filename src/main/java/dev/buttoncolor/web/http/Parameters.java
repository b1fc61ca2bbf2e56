package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** What a request asks for, in the query of its address or in the form that it posts. */
public final class Parameters {

  private static final Parameters NONE = new Parameters(new Fields());

  private final Fields values;

  private Parameters(Fields values) {
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @throws BadRequestException where the query is no encoded text
   */
  public static Parameters of(HttpServletRequest request) {
    Fields values = new Fields(true);
    if ("POST".equals(request.getMethod())) {
      request.getParameterMap().forEach(values::add);
      return new Parameters(values);
    }
    // Else the query is all there is. The server would still look for a form, at a cost that shows.
    String query = request.getQueryString();
    if (query == null) {
      return NONE;
    }
    try {
      UrlEncoded.decodeUtf8To(query, values);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          "The query is " + Quote.of(query) + ", which is no UTF-8 in percent-encoding.");
    }
    return new Parameters(values);
  }

  /**
   * The value of a parameter; null where there is none.
   *
   * @throws BadRequestException where there are several: which of them was meant?
   */
  public String get(String name) {
    List<String> all = values.getValuesOrEmpty(name);
    if (all.size() > 1) {
      throw new BadRequestException(
          "The parameter \"%s\" is there %d times; once is allowed.".formatted(name, all.size()));
    }
    return all.isEmpty() ? null : all.get(0);
  }
}
