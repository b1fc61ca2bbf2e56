package dev.buttoncolor.bench;

import dev.buttoncolor.bench.Page.Kind;
import dev.buttoncolor.experiment.Mode;
import java.util.List;

/**
 * What it costs to be live: the same pages of two programs side by side, one embedded, and one with
 * an outbox and a Statsig on this machine, whose work counts against it.
 */
final class Live {

  private Live() {}

  static void print(Settings settings) throws Exception {
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
        new Page(
            "`/signup`, committed",
            program,
            "/signup?random=" + Visitors.ID,
            Kind.NUMBERED,
            exposed));
  }
}
