package dev.buttoncolor.cli;

import dev.buttoncolor.simulate.EndReport;
import dev.buttoncolor.simulate.Observations;
import dev.buttoncolor.simulate.Outcome;
import dev.buttoncolor.simulate.PageResults;
import dev.buttoncolor.simulate.Progress;
import dev.buttoncolor.simulate.SimulatedPeople;
import dev.buttoncolor.simulate.SimulationException;
import dev.buttoncolor.simulate.Simulator;
import dev.buttoncolor.simulate.TargetServer;
import dev.buttoncolor.simulate.TrueRates;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
final class SimulateCommand extends Subcommand {

  private final Duration patience;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = {
        "Where the experiment runs. Given again, for servers that share a database: people land on"
            + " each in turn, and sign up on the next.",
        "Default: ${DEFAULT-VALUE}"
      })
  private List<String> urls;

  @Option(
      names = "--visitors",
      paramLabel = "N",
      description = {
        "How many people come.",
        "Default: as many as find one difference to control with a chance of 99%%, by the same"
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

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = {
        "Which people come: the same seed brings the same again.",
        "Default: others each time"
      })
  private Long seed;

  @Option(
      names = "--per-second",
      paramLabel = "N",
      defaultValue = "1000",
      description = {"How many set out each second, evenly.", "Default: ${DEFAULT-VALUE}"})
  private int perSecond;

  @Option(names = "--anywhere", description = "Allows a URL that is not on this machine.")
  private boolean anywhere;

  @Option(
      names = "--into-statsig",
      description = "Allows an experiment that is live: Statsig counts the simulated people.")
  private boolean intoStatsig;

  SimulateCommand() {
    this(Duration.ofSeconds(5)); // far longer than the site takes to count what it has answered
  }

  /**
   * @param patience how long to wait for the page to count what it has answered
   */
  SimulateCommand(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Integer call() throws SimulationException, InterruptedException {
    requireAtLeastOne("--visitors", visitors == null ? 1 : visitors);
    requireAtLeastOne("--per-second", perSecond);
    TrueRates trueRates = TrueRates.parse(rates);
    List<TargetServer> servers = servers();
    PageResults before = servers.get(0).results();
    for (TargetServer server : servers) {
      check(server, server.results(), trueRates);
    }
    int count = visitors == null ? EnoughVisitors.of(before, trueRates) : visitors;
    SimulatedPeople people =
        new SimulatedPeople(seed == null ? new Random().nextInt(1_000_000) : seed);
    PrintWriter out = out();
    out.println(count + " visitors to " + String.join(" and ", urls) + ", seed " + people.seed());
    out.flush();
    Progress progress = new Progress("visitors", count, err());
    Observations seen =
        new Simulator(servers, trueRates, people).run(count, perSecond, progress::step);
    Outcome outcome = Outcome.of(servers, before, seen, patience);
    new EndReport(outcome, trueRates, servers).printTo(out);
    return seen.failures().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<TargetServer> servers() throws SimulationException {
    List<TargetServer> servers = new ArrayList<>();
    for (String url : urls) {
      servers.add(TargetServer.at(url, anywhere));
    }
    return servers;
  }

  private void check(TargetServer server, PageResults results, TrueRates trueRates)
      throws SimulationException {
    if (results.names().isEmpty()) {
      throw SimulationException.failed(
          "The experiment at %s has no groups yet: its /ready says why.", server);
    }
    if (results.isLive() && !intoStatsig) {
      throw SimulationException.refused(
          "The experiment at %s is live, and simulated people would spoil its results on Statsig:"
              + " --into-statsig sends them all the same.",
          server);
    }
    trueRates.requireExactly(results.names());
  }

  private void requireAtLeastOne(String option, int value) {
    require(value >= 1, "%s is %d: it is a whole number from 1.".formatted(option, value));
  }
}
