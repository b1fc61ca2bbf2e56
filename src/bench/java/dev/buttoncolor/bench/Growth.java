package dev.buttoncolor.bench;

import java.util.List;

/** Whether a request costs more if there have been more visitors. */
final class Growth {
  static final int FEW = 1_000;
  static final int MANY = 1_000_000;

  private Growth() {}

  static void print(Settings settings) throws Exception {
    Visitors.fill(settings.folder().resolve("few"), FEW);
    Visitors.fill(settings.folder().resolve("many"), MANY);
    try (ServerProcess small = ServerProcess.program(settings, "few");
        ServerProcess large = ServerProcess.program(settings, "many")) {
      Rounds.compare(
          "Growth: two servers side by side",
          settings,
          "at %,d visitors".formatted(FEW),
          pages(small),
          "at %,d".formatted(MANY),
          pages(large));
    }
  }

  private static List<Page> pages(ServerProcess server) {
    return List.of(
        new Page("`/results.json`", server, "/results.json"),
        new Page("`/?random`", server, "/?random"));
  }
}
