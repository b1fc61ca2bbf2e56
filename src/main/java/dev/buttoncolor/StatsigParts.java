package dev.buttoncolor;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.config.StatsigSettings;
import dev.buttoncolor.sqlite.UnusableFileException;
import dev.buttoncolor.statsig.InvalidSpecsException;
import dev.buttoncolor.statsig.SpecsCache;
import dev.buttoncolor.statsig.StatsigAccess;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.statsig.relay.Relay;
import dev.buttoncolor.statsig.relay.RelaySettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The parts that depend on the mode: live on Statsig, or embedded with specs of our own. */
final class StatsigParts {

  private StatsigParts() {}

  /** The relay between the SDK and Statsig; none in embedded mode. */
  static Optional<Relay> relay(Settings settings, DataDirectory data) throws StartException {
    if (settings.statsig().isEmpty()) {
      return Optional.empty();
    }
    StatsigSettings statsig = settings.statsig().get();
    try {
      return Optional.of(
          Relay.start(
              new RelaySettings(
                  statsig.apiUrl().orElse(StatsigAccess.STATSIG_EVENTS),
                  statsig.serverKey(),
                  statsig.environment(),
                  data.outbox(),
                  data.journal(),
                  settings.outboxMaxBytes())));
    } catch (IOException | UnusableFileException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  /**
   * What assigns the visitors.
   *
   * @param relay there in live mode
   */
  static StatsigClient client(Settings settings, DataDirectory data, Optional<Relay> relay) {
    return relay.isPresent()
        ? live(settings, data, settings.statsig().orElseThrow(), relay.get())
        : embedded(settings);
  }

  private static StatsigClient live(
      Settings settings, DataDirectory data, StatsigSettings statsig, Relay relay) {
    return StatsigClient.live(
        settings.names(),
        new StatsigAccess(
            statsig.serverKey(),
            relay.uri(),
            statsig.apiUrl().orElse(StatsigAccess.STATSIG_SPECS),
            statsig.apiUrl().map(own -> relay.uri()).orElse(StatsigAccess.STATSIG_SPECS),
            statsig.environment()),
        new SpecsCache(data.specs(), statsig.serverKey()),
        relay.journal());
  }

  private static StatsigClient embedded(Settings settings) {
    try {
      return StatsigClient.embedded(settings.names(), specs(settings.specsFile()));
    } catch (InvalidSpecsException | IOException e) {
      throw new InvalidSettingException(
          "The specs in %s cannot be used: %s."
              .formatted(
                  settings.specsFile().map(Path::toString).orElse("the program"), e.getMessage()));
    }
  }

  private static String specs(Optional<Path> file) throws IOException {
    if (file.isPresent()) {
      try {
        return Files.readString(file.get());
      } catch (CharacterCodingException e) {
        throw new IOException("it is not UTF-8 text", e);
      }
    }
    try (InputStream specs = StatsigParts.class.getResourceAsStream("/specs.json")) {
      return new String(specs.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
