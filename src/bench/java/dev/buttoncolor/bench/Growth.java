package dev.buttoncolor.bench;

import java.nio.file.Path;
import java.util.List;

/** Whether a request costs more where there have been more visitors. */
final class Growth {
  static final int FEW = 1_000;
  static final int MANY = 1_000_000;

  private Growth() {}

  static void print(Settings settings) throws Exception {
    Path few = settings.folder().resolve("few");
    Path many = settings.folder().resolve("many");
    Visitors.fill(few, FEW);
    Visitors.fill(many, MANY);
    try (ServerProcess small = ServerProcess.program(settings, few);
        ServerProcess large = ServerProcess.program(settings, many)) {
      List<Page> ofSmall = pages(small);
      List<Page> ofLarge = pages(large);
      Rounds rounds =
          Rounds.of(
              List.of(ofSmall.get(0), ofLarge.get(0), ofSmall.get(1), ofLarge.get(1)),
              settings,
              false);
      Table table =
          new Table(
              "page",
              "requests/s at %,d visitors".formatted(FEW),
              "at %,d".formatted(MANY),
              "cost",
              "processor µs each",
              "at %,d".formatted(MANY),
              "cost");
      for (int i = 0; i < ofSmall.size(); i++) {
        Page before = ofSmall.get(i);
        Page after = ofLarge.get(i);
        table.row(
            before.name(),
            "%,.0f".formatted(rounds.perSecond(before)),
            "%,.0f".formatted(rounds.perSecond(after)),
            "x %.2f".formatted(rounds.perSecond(before) / rounds.perSecond(after)),
            "%.1f".formatted(rounds.processorMicros(before)),
            "%.1f".formatted(rounds.processorMicros(after)),
            "x %.2f".formatted(rounds.processorMicros(after) / rounds.processorMicros(before)));
      }
      table.print("Growth: two servers side by side, medians");
    }
  }

  private static List<Page> pages(ServerProcess server) {
    return List.of(
        Page.of("`/results.json`", server, "/results.json"),
        Page.of("`/?random`", server, "/?random"));
  }
}
