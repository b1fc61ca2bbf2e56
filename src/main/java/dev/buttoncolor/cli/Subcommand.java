package dev.buttoncolor.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that prints, and refuses options that do not fit. */
abstract class Subcommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private Commands program;

  final Commands program() {
    return program;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Ends the command with the exit code of a wrong option, unless the condition holds. */
  final void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
