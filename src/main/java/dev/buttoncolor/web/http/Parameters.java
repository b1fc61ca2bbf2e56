package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * The parameters of a request, from its query and from the body that it posts. The servlet API
 * merges the two; here a contradiction between them is refused.
 */
public final class Parameters {

  private final Fields query;
  private final Fields body;

  private Parameters(Fields query, Fields body) {
    this.query = query;
    this.body = body;
  }

  /**
   * Reads them.
   *
   * @throws RequestFailedException if they cannot be read, or the body is of a type that is not
   */
  public static Parameters of(HttpServletRequest request) {
    String query = request.getQueryString();
    return new Parameters(
        query == null ? new Fields() : decode("query", query),
        request.getMethod().equals("POST") ? RequestBody.read(request) : new Fields());
  }

  /** The pairs of a query or a form. */
  static Fields decode(String what, String encoded) {
    Fields fields = new Fields(true);
    try {
      UrlEncoded.decodeUtf8To(encoded, fields);
      return fields;
    } catch (IllegalArgumentException e) {
      throw RequestFailedException.badRequest(
          "The %s is %s, which is not valid percent-encoded UTF-8."
              .formatted(what, Quote.of(encoded)));
    }
  }

  /**
   * The value of a parameter; null where there is none.
   *
   * @throws RequestFailedException if there are several
   */
  public String get(String name) {
    String asked = once(query, name);
    String posted = once(body, name);
    if (asked != null && posted != null && !asked.equals(posted)) {
      throw RequestFailedException.badRequest(
          "The parameter \"%s\" is %s in the address and %s in the body; they have to agree."
              .formatted(name, Quote.of(asked), Quote.of(posted)));
    }
    return asked == null ? posted : asked;
  }

  private static String once(Fields fields, String name) {
    List<String> values = fields.getValuesOrEmpty(name);
    if (values.size() > 1) {
      throw RequestFailedException.badRequest(
          "The parameter \"%s\" is given %d times; once is allowed."
              .formatted(name, values.size()));
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
