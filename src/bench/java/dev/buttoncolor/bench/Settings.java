package dev.buttoncolor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to measure.
 *
 * @param program the packaged program
 * @param folder where stores and logs go
 * @param jvmFlags of every server
 * @param window how long one measurement takes
 * @param rounds how many measurements a median is of
 */
record Settings(Path program, Path folder, List<String> jvmFlags, Duration window, int rounds) {

  /** As the build gives them. */
  static Settings fromSystemProperties() {
    return new Settings(
        Path.of(System.getProperty("program.jar")),
        Path.of(System.getProperty("bench.folder")),
        Stream.of(System.getProperty("bench.jvm").split("\\s+", -1))
            .filter(flag -> !flag.isEmpty())
            .toList(),
        Duration.ofSeconds(Integer.getInteger("bench.seconds")),
        Integer.getInteger("bench.rounds"));
  }

  /**
   * The same with the flags of the image, as the Dockerfile writes them; those of a later Java than
   * this one are passed over.
   */
  Settings ofImage() throws IOException {
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
      Stream<String> all =
          Stream.concat(Stream.of("-XX:+IgnoreUnrecognizedVMOptions"), flags.stream());
      return new Settings(program, folder, all.toList(), window, rounds);
    }
  }

  /** How long each page is asked for, several times, before it is measured. */
  Duration warmUp() {
    return window.plusSeconds(window.toSeconds() / 2);
  }

  @Override
  public String toString() {
    return "medians of %d rounds of %d s".formatted(rounds, window.toSeconds());
  }
}
