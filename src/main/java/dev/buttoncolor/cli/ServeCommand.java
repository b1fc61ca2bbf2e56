package dev.buttoncolor.cli;

import dev.buttoncolor.config.Environment;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.LogSettings;
import dev.buttoncolor.config.Settings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The command {@code serve}: runs the experiment until the process is told to stop. */
@Command(
    name = ServeCommand.NAME,
    description = {
      "Serves the experiment until it is stopped. This is the default command.",
      "Settings come from the environment, then from a file .env in the working folder, which is"
          + " written like .env.example."
    })
public final class ServeCommand implements Callable<Integer> {
  public static final String NAME = "serve";

  /** What it starts and, in the end, closes. */
  public interface Program {
    AutoCloseable start(Settings settings) throws StartException;
  }

  /** The program cannot start. The message is a sentence for the operator. */
  public static final class StartException extends Exception {
    public StartException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @ParentCommand private Commands commands;

  @Override
  public Integer call() {
    return untilStopped(commands.program);
  }

  /** Returns an exit code if the program could not start; else the process ends while it waits. */
  public static int untilStopped(Program program) {
    AutoCloseable app;
    try {
      LogSettings.apply(Environment.load());
      app = program.start(Settings.load());
    } catch (InvalidSettingException | StartException e) {
      System.err.println(e.getMessage());
      return e instanceof InvalidSettingException ? 2 : 1;
    } catch (RuntimeException e) { // a bug, so its trace goes to the log
      LoggerFactory.getLogger(ServeCommand.class).error("The experiment could not start", e);
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(app), "stop"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) { // exec:java stops its threads this way
      close(app);
    }
    return 0;
  }

  // No constant for the logger: the settings of the log come before the first is made.
  private static void close(AutoCloseable app) {
    try {
      app.close();
    } catch (Exception e) {
      LoggerFactory.getLogger(ServeCommand.class).warn("The stop was not clean", e);
    }
  }
}
