package dev.buttoncolor.cli;

import java.io.PrintWriter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that computes and prints, and refuses options that do not fit. */
abstract class Subcommand {

  @Spec private CommandSpec spec;

  private int done;
  private long lastSaid = System.nanoTime();

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Ends the command with the exit code of a wrong option, unless the condition holds. */
  final void require(boolean holds, String otherwise, Object... parts) {
    if (!holds) {
      throw refusal(otherwise.formatted(parts));
    }
  }

  final ParameterException refusal(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  /** The option of commands that simulate: all that is random follows from this number. */
  static final class Seed {
    @Option(
        names = "--seed",
        paramLabel = "N",
        description = {
          "Who comes: the same seed brings the same people again.",
          "  Default: others each time"
        })
    private Long asked;

    long chosen() {
      return asked == null ? new Random().nextInt(1_000_000) : asked;
    }
  }

  /** Counts a step and says on standard error, every few seconds and at the end, how many. */
  final synchronized void step(int steps, String what) {
    done++;
    long now = System.nanoTime();
    if (done == steps || now - lastSaid >= TimeUnit.SECONDS.toNanos(3)) {
      lastSaid = now;
      PrintWriter err = spec.commandLine().getErr();
      err.println("%d of %d %s".formatted(done, steps, what));
      err.flush();
    }
  }
}
