package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay's settings are right or are refused, and never show the key. */
class RelaySettingsTest {
  private static final String STATSIG = "https://statsig.example/v1";

  @Test
  void keepTheKeyToThemselves() {
    assertFalse(settings(STATSIG, "secret-x", 1).toString().contains("secret-x"));
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> settings(STATSIG, "secret-x\nCookie: y", 1));
    assertFalse(refusal.getMessage().contains("secret-x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "ftp://statsig.example/v1", "https:///v1", STATSIG + "/"})
  void refuseWhatIsNoAddressOfStatsig(String address) {
    assertThrows(IllegalArgumentException.class, () -> settings(address, "secret-x", 1));
  }

  @Test
  void refuseAnOutboxWithoutRoom() {
    assertThrows(IllegalArgumentException.class, () -> settings(STATSIG, "secret-x", 0));
  }

  private static RelaySettings settings(String statsig, String key, long maxBytes) {
    return new RelaySettings(
        URI.create(statsig),
        key,
        Optional.empty(),
        Path.of("outbox.db"),
        Path.of("events.journal"),
        maxBytes);
  }
}
