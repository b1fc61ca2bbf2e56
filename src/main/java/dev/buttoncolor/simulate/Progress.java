package dev.buttoncolor.simulate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says every few seconds, and at the end, how far a run is. Safe for use by many threads. */
public final class Progress {

  private static final long PAUSE_NANOS = Duration.ofSeconds(3).toNanos();

  private final String what;
  private final int steps;
  private final PrintWriter log;
  private int done;
  private long lastSaid = System.nanoTime();

  /**
   * @param what what a step is, such as {@code visitors}
   * @param log where it is said, a line at a time
   */
  public Progress(String what, int steps, PrintWriter log) {
    this.what = what;
    this.steps = steps;
    this.log = log;
  }

  /** One step is done. */
  public synchronized void step() {
    done++;
    long now = System.nanoTime();
    if (done == steps || now - lastSaid >= PAUSE_NANOS) {
      lastSaid = now;
      log.printf(Locale.ROOT, "%d of %d %s%n", done, steps, what);
      log.flush();
    }
  }
}
