package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.App;
import dev.buttoncolor.cli.Commands;

/** Runs of the experiment that a test wants to be there. */
public final class Simulated {
  private Simulated() {}

  /**
   * Sends simulated people, as fast as they are served. The same seed brings the same people again,
   * who count once.
   *
   * @param rates the true rate of every group, such as {@code Blue=0.1,Green=0.12}
   */
  public static void visitors(RunningApp app, int visitors, int seed, String rates) {
    CommandRun run =
        CommandRun.of(
            Commands.of(App::start),
            "simulate",
            "--url=" + app.uri(),
            "--visitors=" + visitors,
            "--per-second=10000",
            "--seed=" + seed,
            "--rates=" + rates);
    assertEquals(0, run.exitCode(), run.out() + run.err());
  }

  /** Sends people of whom all of this group get lost on their way: a sample ratio mismatch. */
  public static void visitorsWithout(RunningApp app, String group, int visitors) {
    for (int i = 0; i < visitors; i++) {
      String path = "/?random=visitor-" + i;
      // A declared bot is shown the group and is no exposure.
      if (!app.text(path, "group", "User-Agent", "Googlebot/2.1").equals(group)) {
        app.get(path);
      }
    }
  }
}
