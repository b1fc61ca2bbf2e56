package dev.buttoncolor.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What each page costs, beside a servlet that only writes the landing page's bytes. */
final class Pages {

  /** More signups a second than any machine at hand commits. */
  static final int SIGNUPS_PER_SECOND = 30_000;

  private Pages() {}

  static void print(Settings settings) throws Exception {
    Path data = settings.folder().resolve("pages");
    long signupSeconds =
        Rounds.WARM_UPS * settings.warmUp().toSeconds()
            + 2L * settings.rounds() * settings.window().toSeconds();
    int exposed = (int) (signupSeconds * SIGNUPS_PER_SECOND);
    Visitors.fill(data, exposed);
    try (ServerProcess program =
            ServerProcess.program(settings, data, Map.of("TRUSTED_PROXIES", "127.0.0.1"));
        ServerProcess bare = ServerProcess.bare(settings, landingPage(program, settings))) {
      Page servlet = Page.of("bare servlet", bare, "/");
      List<Page> pages =
          List.of(
              servlet,
              Page.of("`/`, returning visitor", program, "/"),
              Page.of("`/?random`, each visitor new", program, "/?random"),
              Page.addressed("`/`, each visitor new by address", program, "/"),
              Page.numbered(
                  "`/signup`, committed", program, "/signup?random=" + Visitors.ID, exposed),
              Page.compressed("`/results.json`, compressed", program, "/results.json"),
              Page.of("`/results.json`", program, "/results.json"));
      Rounds rounds = Rounds.of(pages, settings, true);
      Table table =
          new Table(
              "page",
              "requests/s",
              "of bare",
              "processor µs each",
              "of bare",
              "p50 ms",
              "of bare",
              "p99 ms",
              "of bare");
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
      table.print(
          "Pages: medians of %d rounds of %d s; times at a quarter of the requests/s"
              .formatted(settings.rounds(), settings.window().toSeconds()));
    }
  }

  private static Path landingPage(ServerProcess program, Settings settings) throws Exception {
    try (Connection connection = new Connection(program.uri())) {
      return Files.write(settings.folder().resolve("landing.html"), connection.get("/"));
    }
  }
}
