package dev.buttoncolor;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.statsig.InvalidSpecsException;
import dev.buttoncolor.statsig.SpecsCache;
import dev.buttoncolor.statsig.StatsigAccess;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.statsig.UnsupportedSdkException;
import dev.buttoncolor.statsig.forward.Forwarder;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import dev.buttoncolor.store.Outbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** The parts that depend on the mode: live on Statsig, or embedded with specs of our own. */
final class StatsigParts {

  private StatsigParts() {}

  /** What assigns the visitors. */
  static StatsigClient client(Settings settings, DataDirectory data) throws StartException {
    return settings.statsig().isPresent()
        ? live(settings, data, settings.statsig().get())
        : embedded(settings);
  }

  private static StatsigClient live(Settings settings, DataDirectory data, StatsigAccess statsig)
      throws StartException {
    try {
      return StatsigClient.live(
          settings.names(), statsig, new SpecsCache(data.specs(), statsig.serverKey()));
    } catch (UnsupportedSdkException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  /** What sends events to Statsig; none in embedded mode. */
  static Optional<Forwarder> forwarder(Settings settings, Outbox outbox) {
    return settings
        .statsig()
        .map(
            access ->
                Forwarder.start(
                    outbox, access.events(), access.serverKey(), InstantSource.system()));
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
        return SmallFile.read(file.get(), StatsigHttp.LARGEST_ANSWER);
      } catch (CharacterCodingException e) {
        throw new IOException("it is not UTF-8 text", e);
      }
    }
    try (InputStream specs = StatsigParts.class.getResourceAsStream("/specs.json")) {
      return new String(specs.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
