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
    return settings.specsFile().isPresent()
        ? SmallFile.read(settings.specsFile().get(), StatsigHttp.LARGEST_ANSWER)
        : SmallFile.ofProgram(StatsigParts.class, "/specs.json");
  }
}
