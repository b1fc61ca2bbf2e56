package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as JSON is what is read from it. */
class LogEventsTest {
  private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_001L);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "",
        "a \"b\" \\c",
        "a\nb\u0000",
        "\u2028",
        "\u00e9\u4e2d\ud83d\ude00",
        "<&>'"
      })
  void anyTextComesBackAsItWas(String text) throws Exception {
    String signup = LogEvents.event(text, text, Optional.of(text), TIME);
    assertEquals(
        new LoggedEvent(new LoggedEvent.Key(text, text, "", ""), TIME),
        LogEvents.readEvent(signup));
    assertEquals(
        text,
        parsed(signup)
            .getAsJsonObject("user")
            .getAsJsonObject("statsigEnvironment")
            .get("tier")
            .getAsString());

    List<Map<String, String>> gates = List.of(Map.of("gate", text));
    String exposure =
        LogEvents.exposure(
            new Exposure(text, text, text, true, text, gates), Optional.empty(), TIME);
    assertEquals(
        new LoggedEvent(new LoggedEvent.Key(LoggedEvent.EXPOSURE, text, text, text), TIME),
        LogEvents.readEvent(exposure));
    assertEquals(
        text,
        parsed(exposure)
            .getAsJsonArray("secondaryExposures")
            .get(0)
            .getAsJsonObject()
            .get("gate")
            .getAsString());
    assertEquals(0, exposure.lines().skip(1).count(), "one line of the journal");
  }

  private static JsonObject parsed(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }
}
