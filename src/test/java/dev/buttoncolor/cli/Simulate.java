package dev.buttoncolor.cli;

import dev.buttoncolor.support.CommandRun;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs {@code simulate}. */
final class Simulate {

  private Simulate() {}

  static CommandRun simulate(String url, String rates, String... more) {
    List<String> args = new ArrayList<>(List.of("--url", url, "--rates", rates));
    args.addAll(List.of(more));
    return CommandRun.of(new CommandLine(new SimulateCommand()), args.toArray(String[]::new));
  }
}
