package dev.buttoncolor.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that computes and prints, and refuses options that do not fit. */
abstract class Subcommand implements Callable<Integer> {

  private static final long PAUSE_NANOS = Duration.ofSeconds(3).toNanos();

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

  /** What ends the command in that way. */
  final ParameterException refusal(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  /** The number from which all that is random follows; others each time if none is asked for. */
  static long seed(Long asked) {
    return asked == null ? new Random().nextInt(1_000_000) : asked;
  }

  /** Counts a step and says on standard error, every few seconds and at the end, how many. */
  final synchronized void step(int steps, String what) {
    done++;
    long now = System.nanoTime();
    if (done == steps || now - lastSaid >= PAUSE_NANOS) {
      lastSaid = now;
      PrintWriter err = spec.commandLine().getErr();
      err.println("%d of %d %s".formatted(done, steps, what));
      err.flush();
    }
  }
}
