package dev.buttoncolor.bench;

import dev.buttoncolor.bench.Page.Kind;
import dev.buttoncolor.experiment.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What each page costs, beside other pages. */
final class Pages {

  static final int FEW = 1_000;
  static final int MANY = 1_000_000;

  private Pages() {}

  /** Beside a servlet that only writes the landing page's bytes. */
  static void print(Settings settings) throws Exception {
    int exposed = Rounds.signups(settings, true);
    Visitors.fill(settings.folder().resolve("pages"), exposed);
    try (ServerProcess program =
            ServerProcess.program(settings, "pages", Map.of("TRUSTED_PROXIES", "127.0.0.1"));
        ServerProcess bare = ServerProcess.bare(settings, landingPage(program, settings))) {
      Page servlet = new Page("bare servlet", bare, "/");
      List<Page> pages =
          List.of(
              servlet,
              new Page("`/`, returning visitor", program, "/"),
              new Page("`/?random`, each visitor new", program, "/?random"),
              new Page("`/`, each visitor new by address", program, "/", Kind.ADDRESSED, 1L << 24),
              signup(program, exposed),
              new Page("`/results.json`, compressed", program, "/results.json", Kind.COMPRESSED, 0),
              new Page("`/results.json`", program, "/results.json"));
      Rounds rounds = Rounds.of(pages, settings, true);
      String of = "of bare";
      Table table =
          new Table("page", "requests/s", of, "processor µs each", of, "p50 ms", of, "p99 ms", of);
      for (Page page : pages) {
        table.row(
            page.name(),
            "%,.0f".formatted(rounds.perSecond(page)),
            "%.2f".formatted(rounds.perSecond(page) / rounds.perSecond(servlet)),
            "%.1f".formatted(rounds.processorMicros(page)),
            "%.2f".formatted(rounds.processorMicros(page) / rounds.processorMicros(servlet)),
            "%.2f".formatted(rounds.milliseconds(page, 50)),
            "%.2f".formatted(rounds.milliseconds(page, 50) / rounds.milliseconds(servlet, 50)),
            "%.2f".formatted(rounds.milliseconds(page, 99)),
            "%.2f".formatted(rounds.milliseconds(page, 99) / rounds.milliseconds(servlet, 99)));
      }
      table.print("Pages: " + settings + "; times at a quarter of the requests/s");
    }
  }

  private static Path landingPage(ServerProcess program, Settings settings) throws Exception {
    try (Connection connection = new Connection(program.uri())) {
      return Files.write(settings.folder().resolve("landing.html"), connection.get("/", ""));
    }
  }

  private static Page signup(ServerProcess program, int exposed) {
    String path = "/signup?random=" + Visitors.ID;
    return new Page("`/signup`, committed", program, path, Kind.NUMBERED, exposed);
  }

  /** Whether a request costs more if there have been more visitors. */
  static void printGrowth(Settings settings) throws Exception {
    Visitors.fill(settings.folder().resolve("few"), FEW);
    Visitors.fill(settings.folder().resolve("many"), MANY);
    try (ServerProcess small = ServerProcess.program(settings, "few");
        ServerProcess large = ServerProcess.program(settings, "many")) {
      Rounds.compare(
          "Growth: two servers side by side",
          settings,
          "at %,d visitors".formatted(FEW),
          growing(small),
          "at %,d".formatted(MANY),
          growing(large));
    }
  }

  private static List<Page> growing(ServerProcess server) {
    return List.of(
        new Page("`/results.json`", server, "/results.json"),
        new Page("`/?random`", server, "/?random"));
  }

  /**
   * What it costs to be live: two programs side by side, one embedded, and one with an outbox and a
   * Statsig on this machine, whose work counts against it.
   */
  static void printLive(Settings settings) throws Exception {
    int exposed = Rounds.signups(settings, false);
    Visitors.fill(settings.folder().resolve("embedded"), exposed);
    Visitors.fill(settings.folder().resolve("live"), Mode.LIVE, exposed);
    try (ServerProcess statsig = ServerProcess.statsig(202);
        ServerProcess embedded = ServerProcess.program(settings, "embedded");
        ServerProcess live =
            ServerProcess.program(settings, "live", StandInStatsig.settings(statsig))) {
      Rounds.compare(
          "Live", settings, "embedded", pages(embedded, exposed), "live", pages(live, exposed));
    }
  }

  private static List<Page> pages(ServerProcess program, int exposed) {
    return List.of(
        new Page("`/`, returning visitor", program, "/"),
        new Page("`/?random`, each visitor new", program, "/?random"),
        signup(program, exposed));
  }
}
