package dev.buttoncolor.bench;

import java.time.Duration;

/** What the program holds after many new visitors, with the flags of the image. */
final class Memory {
  private static final long VISITORS = 1_250_000;
  private static final long STEP = 250_000;

  private Memory() {}

  static void print(Settings settings) throws Exception {
    Settings ofImage = settings.ofImage();
    Table table = new Table("new visitors", "resident MB");
    try (ServerProcess program = ServerProcess.program(ofImage, "memory")) {
      Page page = new Page("`/?random`", program, "/?random");
      long visitors = 0;
      for (long next = 0; next <= VISITORS; next += STEP) {
        while (visitors < next) {
          visitors += Load.asFastAsItAnswers(page, Duration.ofSeconds(2)).answers();
        }
        table.row("%,d".formatted(visitors), "%.0f".formatted(program.residentMegabytes()));
      }
    }
    table.print("Memory: " + String.join(" ", ofImage.jvmFlags()));
  }
}
