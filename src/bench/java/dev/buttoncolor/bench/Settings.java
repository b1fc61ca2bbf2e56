package dev.buttoncolor.bench;

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
 * @param warmUp how long each page is asked for, several times, before it is measured
 * @param window how long one measurement takes
 * @param rounds how many measurements a median is of
 */
record Settings(
    Path program,
    Path folder,
    List<String> jvmFlags,
    Duration warmUp,
    Duration window,
    int rounds) {

  /** As the build gives them. */
  static Settings fromSystemProperties() {
    Duration window = Duration.ofSeconds(Integer.getInteger("bench.seconds"));
    return new Settings(
        Path.of(System.getProperty("program.jar")),
        Path.of(System.getProperty("bench.folder")),
        words(System.getProperty("bench.jvm")),
        window.plusSeconds(window.toSeconds() / 2),
        window,
        Integer.getInteger("bench.rounds"));
  }

  private static List<String> words(String text) {
    return Stream.of(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
