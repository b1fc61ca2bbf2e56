package dev.buttoncolor.web.http;

import static dev.buttoncolor.web.http.RequestFailedException.badRequest;
import static dev.buttoncolor.web.http.RequestFailedException.quote;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.reflect.TypeToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * The parameters of a request, from its query and from the form or the JSON object of strings that
 * it posts. The servlet API merges the two; here a contradiction between them is refused. Only what
 * is asked for is decoded: other parameters may hold anything, and cost no more than a look at
 * their names.
 */
public final class Parameters {

  /** The longest name that is asked for, each of its letters percent-encoded. */
  private static final int MAX_ENCODED_NAME = 3 * "visitor".length();

  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private final String query;
  private String form = "";
  private Map<String, Object> json = Map.of();

  private Parameters(String query) {
    this.query = query;
  }

  /** Refuses a body that cannot be read, is of another type, or is not what its type says. */
  public static Parameters of(HttpServletRequest request) {
    Parameters parameters =
        new Parameters(Objects.requireNonNullElse(request.getQueryString(), ""));
    if (request.getMethod().equals("POST")) {
      parameters.readBody(request);
    }
    return parameters;
  }

  private void readBody(HttpServletRequest request) {
    String body;
    try {
      body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) { // the client went away, or was too slow
      throw badRequest("The body did not arrive completely.");
    }
    if (body.isEmpty()) { // whatever its type
      return;
    }
    // The header as it is: getContentType() fails if it names a charset that Java lacks.
    String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
    switch (type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
      case "application/x-www-form-urlencoded" -> form = body;
      case "application/json" -> json = strings(body);
      default ->
          throw new RequestFailedException(
              HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
              ("The Content-Type of the body is %s; a form (application/x-www-form-urlencoded) or a"
                      + " JSON object (application/json) is accepted.")
                  .formatted(quote(type)));
    }
  }

  private static Map<String, Object> strings(String body) {
    Map<String, Object> object = null;
    try {
      object = STRICT.fromJson(body, new TypeToken<>() {});
    } catch (JsonParseException e) {
      // refused below
    }
    if (object == null || !object.values().stream().allMatch(String.class::isInstance)) {
      throw badRequest(
          ("The body is %s, but has to be a JSON object of strings, each under a name of its own,"
                  + " such as {\"random\":\"alice\"}.")
              .formatted(quote(body)));
    }
    return object;
  }

  /** Null if there is none; refuses several, and what is not percent-encoded UTF-8. */
  public String get(String name) {
    String asked = find(query, name);
    String posted = json.isEmpty() ? find(form, name) : (String) json.get(name);
    if (asked != null && posted != null && !asked.equals(posted)) {
      throw badRequest(
          "The parameter \"%s\" is %s in the address and %s in the body; they have to agree."
              .formatted(name, quote(asked), quote(posted)));
    }
    return asked == null ? posted : asked;
  }

  private static String find(String pairs, String name) {
    String found = null;
    int times = 0;
    for (String pair : pairs.split("&")) {
      int equals = pair.indexOf('=');
      if (isName(equals < 0 ? pair : pair.substring(0, equals), name)) {
        String encoded = equals < 0 ? "" : pair.substring(equals + 1);
        found = decode(encoded);
        if (found == null) {
          throw badRequest(
              "The parameter \"%s\" is %s, which is not valid percent-encoded UTF-8."
                  .formatted(name, quote(encoded)));
        }
        times++;
      }
    }
    if (times > 1) {
      throw badRequest(
          "The parameter \"%s\" is given %d times; once is allowed.".formatted(name, times));
    }
    return found;
  }

  private static boolean isName(String encoded, String name) {
    return encoded.length() > MAX_ENCODED_NAME || encoded.indexOf('%') < 0
        ? encoded.equals(name)
        : name.equals(decode(encoded));
  }

  /** Null if it is not percent-encoded UTF-8. */
  private static String decode(String encoded) {
    Fields field = new Fields();
    try {
      UrlEncoded.decodeUtf8To("v=" + encoded, field);
    } catch (IllegalArgumentException e) {
      return null;
    }
    return field.getValue("v");
  }
}
