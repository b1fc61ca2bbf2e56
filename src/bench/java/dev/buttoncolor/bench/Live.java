package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to be live: the same pages of two programs side by side, one embedded, and one with
 * an outbox and a Statsig on this machine, whose work counts against it.
 */
final class Live {

  private Live() {}

  static void print(Settings settings) throws Exception {
    Path alone = settings.folder().resolve("embedded");
    Path onStatsig = settings.folder().resolve("live");
    long signupSeconds =
        Rounds.WARM_UPS * settings.warmUp().toSeconds()
            + settings.rounds() * settings.window().toSeconds();
    int exposed = (int) (signupSeconds * Pages.SIGNUPS_PER_SECOND);
    Visitors.fill(alone, Mode.EMBEDDED, exposed);
    Visitors.fill(onStatsig, Mode.LIVE, exposed);
    try (ServerProcess statsig = ServerProcess.statsig(202);
        ServerProcess embedded = ServerProcess.program(settings, alone);
        ServerProcess live =
            ServerProcess.program(settings, onStatsig, StandInStatsig.settings(statsig))) {
      List<Page> ofEmbedded = pages(embedded, exposed);
      List<Page> ofLive = pages(live, exposed);
      List<Page> inTurn = new ArrayList<>();
      for (int i = 0; i < ofLive.size(); i++) {
        inTurn.addAll(List.of(ofEmbedded.get(i), ofLive.get(i)));
      }
      Rounds rounds = Rounds.of(inTurn, settings, false);
      Table table =
          new Table(
              "page",
              "requests/s embedded",
              "live",
              "of embedded",
              "processor µs each embedded",
              "live");
      for (int i = 0; i < ofLive.size(); i++) {
        Page before = ofEmbedded.get(i);
        Page after = ofLive.get(i);
        table.row(
            before.name(),
            "%,.0f".formatted(rounds.perSecond(before)),
            "%,.0f".formatted(rounds.perSecond(after)),
            "%.2f".formatted(rounds.perSecond(after) / rounds.perSecond(before)),
            "%.1f".formatted(rounds.processorMicros(before)),
            "%.1f".formatted(rounds.processorMicros(after)));
      }
      table.print(
          "Live: medians of %d rounds of %d s"
              .formatted(settings.rounds(), settings.window().toSeconds()));
    }
  }

  private static List<Page> pages(ServerProcess program, int exposed) {
    return List.of(
        Page.of("`/`, returning visitor", program, "/"),
        Page.of("`/?random`, each visitor new", program, "/?random"),
        Page.numbered("`/signup`, committed", program, "/signup?random=" + Visitors.ID, exposed));
  }
}
