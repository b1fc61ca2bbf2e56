package dev.buttoncolor.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * The parameters of a request, from its query and from the body that it posts. The servlet API
 * merges the two; here a contradiction between them is refused. Only what is asked for is decoded:
 * other parameters may hold anything, and cost no more than a look at their names.
 */
public final class Parameters {

  /** The longest name that is asked for, each of its letters percent-encoded. */
  private static final int MAX_ENCODED_NAME = 3 * "visitor".length();

  private final String query;
  private final Function<String, List<String>> body;

  private Parameters(String query, Function<String, List<String>> body) {
    this.query = query;
    this.body = body;
  }

  /**
   * The parameters of a request.
   *
   * @throws RequestFailedException if the body cannot be read, or is of a type that is not read
   */
  public static Parameters of(HttpServletRequest request) {
    String query = request.getQueryString();
    return new Parameters(
        query == null ? "" : query,
        request.getMethod().equals("POST") ? RequestBody.read(request) : name -> List.of());
  }

  /**
   * The value of a parameter; null if there is none.
   *
   * @throws RequestFailedException if there are several, or it is not percent-encoded UTF-8
   */
  public String get(String name) {
    String asked = once(name, decoded(query, name));
    String posted = once(name, body.apply(name));
    if (asked != null && posted != null && !asked.equals(posted)) {
      throw RequestFailedException.badRequest(
          "The parameter \"%s\" is %s in the address and %s in the body; they have to agree."
              .formatted(
                  name, RequestFailedException.quote(asked), RequestFailedException.quote(posted)));
    }
    return asked == null ? posted : asked;
  }

  private static String once(String name, List<String> values) {
    if (values.size() > 1) {
      throw RequestFailedException.badRequest(
          "The parameter \"%s\" is given %d times; once is allowed."
              .formatted(name, values.size()));
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * The values of one parameter in a query or a form.
   *
   * @throws RequestFailedException if one is not percent-encoded UTF-8
   */
  static List<String> decoded(String pairs, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : pairs.split("&")) {
      int equals = pair.indexOf('=');
      String encodedName = equals < 0 ? pair : pair.substring(0, equals);
      if (isName(encodedName, name)) {
        values.add(value(name, equals < 0 ? "" : pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static boolean isName(String encoded, String name) {
    if (encoded.length() > MAX_ENCODED_NAME || encoded.indexOf('%') < 0) {
      return encoded.equals(name);
    }
    try {
      return decode(encoded).equals(name);
    } catch (IllegalArgumentException e) { // a name that is not ours may be anything
      return false;
    }
  }

  private static String value(String name, String encoded) {
    try {
      return decode(encoded);
    } catch (IllegalArgumentException e) {
      throw RequestFailedException.badRequest(
          "The parameter \"%s\" is %s, which is not valid percent-encoded UTF-8."
              .formatted(name, RequestFailedException.quote(encoded)));
    }
  }

  /**
   * @throws IllegalArgumentException if it is not percent-encoded UTF-8
   */
  private static String decode(String encoded) {
    Fields field = new Fields();
    UrlEncoded.decodeUtf8To("v=" + encoded, field);
    return field.getValue("v");
  }
}
