package dev.buttoncolor.cli;

import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.simulate.EndReport;
import dev.buttoncolor.simulate.PageResults;
import dev.buttoncolor.simulate.Simulator;
import dev.buttoncolor.simulate.Simulator.Observations;
import dev.buttoncolor.simulate.TargetServer;
import dev.buttoncolor.simulate.TrueRates;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code simulate}: its options, and a run from the first look to the last. */
@Command(
    name = "simulate",
    description = {
      "Sends simulated people to a running experiment.",
      "Each opens the landing page under an id of their own and, with the true rate of the group"
          + " that the page says, follows its button. The end shows the true rates beside what the"
          + " results page measured, and for each group whether the page is right."
    })
final class SimulateCommand extends Subcommand implements Callable<Integer> {

  private static final double POWER = 0.99; // nearly every seed ends in a conclusion
  private static final double WATCHING = 1.6; // times the visitors of the planned look alone
  private static final int AT_LEAST = 1_000; // with fewer, the page says that it is too early
  private static final int AT_MOST = 30_000; // half a minute

  Duration patience = Duration.ofSeconds(5); // until the page has counted what it has answered

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description =
          "Where the experiment runs. Given again, for servers that share a database: people land on"
              + " each in turn, and sign up on the next.")
  private List<String> urls;

  @Option(
      names = "--visitors",
      paramLabel = "N",
      description = {
        "How many people come.",
        "  Default: as many as find one difference to control with a chance of 99%%, by the same"
            + " planner as the command plan, from 1000 to 30000"
      })
  private Integer visitors;

  @Option(
      names = "--rates",
      paramLabel = "GROUP=RATE,...",
      required = true,
      description = {
        "The true signup rate of every group, 0 to 1, such as",
        "Blue=0.10,Green=0.12"
      })
  private String rates;

  @Mixin private Seed seed;

  @Option(
      names = "--per-second",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many set out each second, evenly.")
  private int perSecond;

  @Option(names = "--anywhere", description = "Allows a URL that is not on this machine.")
  private boolean anywhere;

  @Option(
      names = "--into-statsig",
      description = "Allows an experiment that is live: Statsig counts the simulated people.")
  private boolean intoStatsig;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String atLeastOne = "%s is %d: it is a whole number from 1.";
    require(visitors == null || visitors >= 1, atLeastOne, "--visitors", visitors);
    require(perSecond >= 1, atLeastOne, "--per-second", perSecond);
    List<TargetServer> servers = new ArrayList<>();
    TrueRates trueRates;
    PageResults before;
    try {
      trueRates = TrueRates.parse(rates);
      for (String url : urls) {
        servers.add(TargetServer.at(url, anywhere));
      }
      before = servers.get(0).results();
      check(servers.get(0), before, trueRates);
      for (TargetServer server : servers.subList(1, servers.size())) {
        check(server, server.results(), trueRates);
      }
    } catch (IllegalArgumentException e) {
      throw refusal(e.getMessage());
    }
    int count = visitors == null ? enough(before, trueRates) : visitors;
    long chosen = seed.chosen();
    out().println(count + " visitors to " + String.join(" and ", urls) + ", seed " + chosen);
    Observations seen =
        new Simulator(servers, trueRates, chosen)
            .run(count, perSecond, () -> step(count, "visitors"));
    EndReport.await(servers, trueRates, before, seen, patience).printTo(out());
    return seen.failures().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void check(TargetServer server, PageResults results, TrueRates trueRates)
      throws IOException {
    if (results.names().isEmpty()) {
      throw new IOException(
          "The experiment at %s has no groups yet: its /ready says why.".formatted(server));
    }
    require(
        !results.mode().equalsIgnoreCase("live") || intoStatsig,
        "The experiment at %s is live, and simulated people would spoil its results on Statsig:"
            + " --into-statsig sends them all the same.",
        server);
    trueRates.requireExactly(results.names());
  }

  /** The visitors of all groups who find the one difference to control that takes the fewest. */
  static int enough(PageResults page, TrueRates rates) {
    List<PageResults.Group> treatments = new ArrayList<>(page.groups());
    treatments.removeIf(group -> group.share() == null || group.group().equals(page.control()));
    double control = rates.of(page.control());
    double controlShare = page.of(page.control()).share();
    Planner planner = Planner.thisRule(Math.max(1, treatments.size()), POWER);
    double fewest = AT_MOST;
    for (PageResults.Group treatment : treatments) {
      double rate = rates.of(treatment.group());
      if (rate != control) {
        double both = controlShare + treatment.share();
        double effective = planner.visitorsOfPair(control, rate);
        double real = Planner.realVisitors(effective, controlShare / both);
        fewest = Math.min(fewest, WATCHING * real / both);
      }
    }
    return (int) Math.ceil(Math.max(AT_LEAST, fewest));
  }
}
