package dev.buttoncolor.bench;

import dev.buttoncolor.bench.Page.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What each page costs, beside a servlet that only writes the landing page's bytes. */
final class Pages {

  private Pages() {}

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
              new Page(
                  "`/signup`, committed",
                  program,
                  "/signup?random=" + Visitors.ID,
                  Kind.NUMBERED,
                  exposed),
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
}
