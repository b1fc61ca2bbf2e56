package dev.buttoncolor.cli;

import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Settings;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the experiment until the process is told to stop. */
public final class Serve {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  private Serve() {}

  /**
   * Starts the program and waits.
   *
   * @return the exit code: 2 if a setting is wrong, 1 if the program could not start, with the
   *     reason on standard error; else the process ends while this waits
   */
  public static int untilStopped(Program program) {
    AutoCloseable app;
    try {
      app = program.start(Settings.load());
    } catch (InvalidSettingException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (RuntimeException e) { // nothing that was foreseen: only the trace can tell
      LOG.error("The experiment could not start", e);
      return 1;
    } catch (Exception e) {
      System.err.println(e.getMessage());
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(app), "stop"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) { // so Maven ends what it runs
      close(app);
    }
    return 0;
  }

  private static void close(AutoCloseable app) {
    try {
      app.close();
    } catch (Exception e) {
      LOG.warn("The stop was not clean", e);
    }
  }
}
