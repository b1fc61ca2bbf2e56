package dev.buttoncolor.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** What is written to standard error, where the log goes, until it is closed. */
public final class CapturedLog implements AutoCloseable {

  /** Some test classes run side by side, and each that captures ends with the log's own place. */
  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream console;

  public CapturedLog() {
    ONE_AT_A_TIME.acquireUninterruptibly();
    console = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setErr(console);
    ONE_AT_A_TIME.release();
  }
}
