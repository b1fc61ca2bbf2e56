package dev.buttoncolor.simulate;

import java.io.Console;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress bar of a run. */
public final class Progress {

  /** Asking the terminal would take a native library. */
  private static final int COLUMNS = 79;

  private Progress() {}

  /** A bar on the terminal; without a terminal, a line every few seconds for the log. */
  public static ProgressBar of(String task, int steps, PrintWriter log) {
    ProgressBarBuilder bar =
        ProgressBar.builder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII);
    return isTerminal(System.console())
        ? bar.setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
            .setUpdateIntervalMillis(200)
            .build()
        : bar.setConsumer(new DelegatingProgressBarConsumer(log::println, COLUMNS))
            .setUpdateIntervalMillis(5000)
            .build();
  }

  /** JDKs before 22 have no console without a terminal; later ones may, and then can tell. */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
