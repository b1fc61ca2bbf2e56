package dev.buttoncolor;

import dev.buttoncolor.cli.Commands;
import dev.buttoncolor.cli.HealthcheckCommand;
import dev.buttoncolor.cli.ServeCommand;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.slf4j.LoggerFactory;

/**
 * The entry point. {@code serve} and {@code healthcheck} without options run without the parser of
 * the command line, whose loading would slow down every start and every health check.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(Main::uncaught);
    int exitCode = run(args);
    // No exit after success: under exec:java the process is Maven's.
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /**
   * Ends the process if a thread ends with an error, such as a lack of memory: the program would go
   * on without that thread and say that all is well. In a container, a new start follows.
   */
  private static void uncaught(Thread thread, Throwable e) {
    try { // there may be no memory left even for a sentence
      LoggerFactory.getLogger(Main.class).error("The thread {} ended", thread.getName(), e);
      if (e instanceof Error) {
        System.err.println("The program ends: " + e);
      }
    } finally {
      if (e instanceof Error) {
        Runtime.getRuntime().halt(3); // as the JVM's own ExitOnOutOfMemoryError
      }
    }
  }

  static int run(String... args) {
    // Addresses, SQL and figures are for machines, which cannot read the digits of ar-EG or mr-IN.
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC")); // of the log, as all times are
    List<String> words = List.of(args);
    if (words.isEmpty() || words.equals(List.of(ServeCommand.NAME))) {
      return ServeCommand.untilStopped(App::start);
    }
    if (words.equals(List.of(HealthcheckCommand.NAME))) {
      return new HealthcheckCommand().call();
    }
    return Commands.of(App::start).execute(args);
  }
}
