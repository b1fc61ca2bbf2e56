package dev.buttoncolor.statsig.relay;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The body of Statsig's answer, as far as it is of interest; of a longer one the rest is dropped.
 */
final class AnswerBody implements Consumer<Optional<byte[]>> {
  /** Statsig's own answer is {@code {"success":true}}. */
  private static final int LARGEST = 64 * 1024;

  private final ByteArrayOutputStream start = new ByteArrayOutputStream();

  @Override
  public void accept(Optional<byte[]> chunk) {
    chunk.ifPresent(bytes -> start.write(bytes, 0, Math.min(bytes.length, LARGEST - start.size())));
  }

  /**
   * Whether it is empty, or a JSON object that does not deny success. A page of HTML is neither: a
   * proxy's login page comes with status 200, too.
   */
  boolean saysSuccess() {
    String text = start.toString(StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return true;
    }
    try {
      JsonElement answer = JsonParser.parseString(text);
      return answer.isJsonObject()
          && !"false".equals(String.valueOf(answer.getAsJsonObject().get("success")));
    } catch (JsonParseException e) {
      return false;
    }
  }
}
