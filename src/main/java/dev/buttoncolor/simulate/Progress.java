package dev.buttoncolor.simulate;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress bar of a run. */
final class Progress {

  /** Asking the terminal would take a native library. */
  private static final int COLUMNS = 79;

  private Progress() {}

  /** A bar on the terminal; without a terminal, a line every few seconds for the log. */
  static ProgressBar of(int visitors, PrintWriter log) {
    ProgressBarBuilder bar =
        ProgressBar.builder()
            .setTaskName("Visitors")
            .setInitialMax(visitors)
            .setStyle(ProgressBarStyle.ASCII);
    return System.console() == null
        ? bar.setConsumer(new DelegatingProgressBarConsumer(log::println, COLUMNS))
            .setUpdateIntervalMillis(5000)
            .build()
        : bar.setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
            .setUpdateIntervalMillis(200)
            .build();
  }
}
