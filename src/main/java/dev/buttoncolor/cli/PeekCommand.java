package dev.buttoncolor.cli;

import dev.buttoncolor.analysis.Peeking;
import dev.buttoncolor.analysis.Peeking.Line;
import dev.buttoncolor.analysis.Peeking.Rule;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code peek}: what looking again and again does to three rules. */
@Command(
    name = "peek",
    description = {
      "Shows what looking again and again does.",
      "Simulates experiments in which nothing differs, and counts those in which a rule finds a"
          + " difference all the same: p < 0.05, p < 0.05 divided by the comparisons (Bonferroni),"
          + " and this program's rule. Beside it, how often this rule finds a color that is 20%%"
          + " better."
    })
final class PeekCommand extends Subcommand implements Runnable {

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many experiments.")
  private int runs;

  @Mixin private Seed seed;

  @Override
  public void run() {
    require(
        1 <= runs && runs <= 1_000_000,
        "--runs is %d: it is a whole number from 1 to 1,000,000.",
        runs);
    long chosen = seed.chosen();
    List<Line> lines = Peeking.watch(runs, chosen, () -> step(runs, "experiments"));
    PrintWriter out = out();
    out.printf(
        "%,d experiments of four groups that all sign up at %.0f%%, a look after every %d visitors,"
            + " seed %d.%nPercent of them that have found a difference, where there is none; and of"
            + " as many in which%none color signs up at %.0f%%, percent in which this rule has found"
            + " it (planned for %,d visitors a pair):%n%n",
        runs,
        100 * Peeking.RATE,
        Peeking.EVERY,
        chosen,
        100 * Peeking.BETTER_RATE,
        Peeking.PLANNED_VISITORS);
    out.printf(
        "%9s %9s %11s %10s %10s%n", "visitors", "p < 0.05", "Bonferroni", "this rule", "finds it");
    for (Line line : lines) {
      out.printf(
          "%,9d %9.1f %11.1f %10.1f %10.1f%n",
          line.visitors(),
          percent(line, Rule.FIXED_HORIZON),
          percent(line, Rule.BONFERRONI),
          percent(line, Rule.THIS_RULE),
          percent(line, Rule.FINDS_BETTER));
    }
  }

  private double percent(Line line, Rule rule) {
    return 100.0 * line.found().get(rule) / runs;
  }
}
