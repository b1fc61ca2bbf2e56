package dev.buttoncolor.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures what is asked for, and prints tables. */
final class Bench {

  private Bench() {}

  /** One table. */
  private interface Measurement {
    void print(Settings settings) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Settings settings = Settings.fromSystemProperties();
    List<Measurement> measurements =
        Stream.of(System.getProperty("bench.only").split(",", -1)).map(Bench::measurement).toList();
    empty(settings.folder());
    printMachine(settings);
    for (Measurement measurement : measurements) {
      measurement.print(settings);
      empty(settings.folder());
    }
  }

  private static void empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(folder).sorted(Comparator.reverseOrder())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(folder);
  }

  private static Measurement measurement(String name) {
    return switch (name) {
      case "pages" -> Pages::print;
      case "growth" -> Pages::printGrowth;
      case "parts" -> PartsBenchmark::print;
      case "memory" -> Memory::print;
      case "stores" -> Stores::print;
      case "instances" -> Instances::print;
      case "live" -> Pages::printLive;
      case "outage" -> Memory::printOutage;
      default ->
          throw new IllegalArgumentException(
              "bench.only is a list of pages, growth, parts, memory, stores, instances, live and"
                  + " outage, not "
                  + name);
    };
  }

  private static void printMachine(Settings settings) throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    System.out.printf(
        "%n%d x %s, Linux %s, Java %s, flags %s, load generator %s, load average %.1f%n",
        Runtime.getRuntime().availableProcessors(),
        processor,
        System.getProperty("os.version"),
        System.getProperty("java.vm.version"),
        settings.jvmFlags().isEmpty() ? "none" : String.join(" ", settings.jvmFlags()),
        Wrk.isInstalled() ? "wrk" : "Java",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
