package dev.buttoncolor;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.statsig.InvalidSpecsException;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What assigns the visitors: the SDK live on Statsig, or embedded with specs of our own. */
final class StatsigParts {

  private StatsigParts() {}

  static StatsigClient client(Settings settings, DataDirectory data) throws StartException {
    if (settings.statsig().isPresent()) {
      try {
        return StatsigClient.live(settings.names(), settings.statsig().get(), data.specs());
      } catch (IllegalStateException e) { // an SDK of another shape, or one that does not answer
        throw new StartException(e.getMessage(), e);
      }
    }
    try {
      return StatsigClient.embedded(settings.names(), specs(settings));
    } catch (InvalidSpecsException | IOException e) {
      throw new InvalidSettingException(
          "The specs in %s cannot be used: %s."
              .formatted(
                  settings.specsFile().map(Path::toString).orElse("the program"), e.getMessage()));
    }
  }

  private static String specs(Settings settings) throws IOException {
    if (settings.specsFile().isPresent()) {
      try {
        return SmallFile.read(settings.specsFile().get(), StatsigHttp.LARGEST_ANSWER);
      } catch (CharacterCodingException e) {
        throw new IOException("it is not UTF-8 text", e);
      }
    }
    try (InputStream specs = StatsigParts.class.getResourceAsStream("/specs.json")) {
      return new String(specs.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
