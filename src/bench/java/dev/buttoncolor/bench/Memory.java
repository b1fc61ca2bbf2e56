package dev.buttoncolor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What the program holds after many new visitors, with the flags of the image. */
final class Memory {
  private static final long VISITORS = 1_250_000;
  private static final long STEP = 250_000;

  private Memory() {}

  static void print(Settings settings) throws Exception {
    Settings ofImage = ofImage(settings);
    Table table = new Table("new visitors", "resident MB");
    Path data = settings.folder().resolve("memory");
    try (ServerProcess program = ServerProcess.program(ofImage, data)) {
      Page page = Page.of("`/?random`", program, "/?random");
      long visitors = 0;
      for (long next = 0; next <= VISITORS; next += STEP) {
        while (visitors < next) {
          visitors += Load.asFastAsItAnswers(page, Duration.ofSeconds(2)).answers();
        }
        table.row(
            "%,d".formatted(visitors), "%.0f".formatted(program.residentKilobytes() / 1024.0));
      }
    }
    table.print("Memory: " + String.join(" ", ofImage.jvmFlags()));
  }

  /** The same with the flags of the image. */
  static Settings ofImage(Settings settings) throws IOException {
    return new Settings(
        settings.program(),
        settings.folder(),
        imageFlags(),
        settings.warmUp(),
        settings.window(),
        settings.rounds());
  }

  /** As the Dockerfile writes them; those of a later Java than this one are passed over. */
  private static List<String> imageFlags() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("Dockerfile"))) {
      List<String> flags =
          lines
              .dropWhile(line -> !line.contains("printf"))
              .takeWhile(line -> !line.contains("jvm.options"))
              .map(line -> line.replace('\\', ' ').strip())
              .filter(line -> line.startsWith("-X"))
              .toList();
      if (flags.isEmpty()) {
        throw new IOException("no flags in Dockerfile");
      }
      return Stream.concat(Stream.of("-XX:+IgnoreUnrecognizedVMOptions"), flags.stream()).toList();
    }
  }
}
