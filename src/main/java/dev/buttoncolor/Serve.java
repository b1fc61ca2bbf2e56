package dev.buttoncolor;

import java.net.BindException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the experiment until the process is told to stop. */
final class Serve {
  private static final Logger log = LoggerFactory.getLogger(Serve.class);

  private Serve() {}

  /**
   * Starts the program and waits.
   *
   * @return the exit code: 2 if a setting is wrong, 1 if the program could not start, with the
   *     reason on standard error; else the process ends while this waits
   */
  static int untilStopped() {
    try {
      AutoCloseable app = App.start(Settings.load());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(app), "stop"));
      new CountDownLatch(1).await();
      return 0;
    } catch (InvalidSettingException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (Exception e) {
      log.debug("Not started", e);
      System.err.println("The experiment could not start: " + reason(e));
      return 1;
    }
  }

  private static void close(AutoCloseable app) {
    try {
      app.close();
    } catch (Exception e) {
      log.warn("The stop was not clean", e);
    }
  }

  private static String reason(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return e.getMessage() + ". HOST and PORT must be an address of this machine that is free.";
      }
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
