package dev.buttoncolor.web.http;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.jetty.util.Fields;

/** Reads the parameters that a request posts: as a form, or as a JSON object of strings. */
final class RequestBody {

  private RequestBody() {}

  /**
   * The values of each parameter, by its name; none if the body is empty, even if its type is not
   * read.
   *
   * @throws RequestFailedException if the body is of another type, or is not what its type says
   */
  static Function<String, List<String>> read(HttpServletRequest request) {
    String body = text(request);
    if (body.isEmpty()) {
      return name -> List.of();
    }
    // The header as it is: getContentType() fails if it names a charset that Java lacks.
    String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
    return switch (type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
      case "application/x-www-form-urlencoded" -> name -> Parameters.decoded(body, name);
      case "application/json" -> json(body)::getValuesOrEmpty;
      case "" -> throw unsupported("The body has no Content-Type.");
      default ->
          throw unsupported(
              "The body is of type %s.".formatted(RequestFailedException.quote(type)));
    };
  }

  private static RequestFailedException unsupported(String found) {
    return new RequestFailedException(
        HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
        found
            + " A form (application/x-www-form-urlencoded) or a JSON object (application/json) is"
            + " accepted.");
  }

  private static String text(HttpServletRequest request) {
    try {
      return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) { // the client went away, or was too slow
      throw RequestFailedException.badRequest("The body did not arrive completely.");
    }
  }

  private static Fields json(String body) {
    Fields fields = new Fields(true);
    try (JsonReader json = new JsonReader(new StringReader(body))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (json.peek() != JsonToken.STRING) {
          throw notStrings(body);
        }
        fields.add(name, json.nextString());
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw notStrings(body);
      }
      return fields;
    } catch (IOException | IllegalStateException | JsonParseException e) {
      throw notStrings(body);
    }
  }

  private static RequestFailedException notStrings(String body) {
    return RequestFailedException.badRequest(
        "The body is %s, but has to be a JSON object of strings, such as {\"random\":\"alice\"}."
            .formatted(RequestFailedException.quote(body)));
  }
}
