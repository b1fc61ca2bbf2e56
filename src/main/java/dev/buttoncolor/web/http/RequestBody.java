package dev.buttoncolor.web.http;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.util.Fields;

/** Reads the parameters that a request posts: as a form, or as a JSON object of strings. */
final class RequestBody {

  private static final String ALLOWED =
      "A form (application/x-www-form-urlencoded) or a JSON object (application/json) is accepted.";

  private RequestBody() {}

  /**
   * The parameters; none where the body is empty, even if its type is not read.
   *
   * @throws BadRequestException where the body is of another type, or not what its type says
   */
  static Fields read(HttpServletRequest request) {
    String body = text(request);
    if (body.isEmpty()) {
      return new Fields();
    }
    // The header as it is: getContentType() fails where it names a charset that Java lacks.
    String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
    return switch (type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
      case "application/x-www-form-urlencoded" -> Parameters.decode("form", body);
      case "application/json" -> json(body);
      case "" ->
          throw BadRequestException.unsupportedMediaType(
              "The body has no Content-Type. " + ALLOWED);
      default ->
          throw BadRequestException.unsupportedMediaType(
              "The body is of type %s. %s".formatted(Quote.of(type), ALLOWED));
    };
  }

  private static String text(HttpServletRequest request) {
    try {
      return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) { // the client went away, or was too slow
      throw new BadRequestException("The body did not arrive completely.");
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

  private static BadRequestException notStrings(String body) {
    return new BadRequestException(
        "The body is %s, but has to be a JSON object of strings, such as {\"random\":\"alice\"}."
            .formatted(Quote.of(body)));
  }
}
