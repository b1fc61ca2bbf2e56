package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program serving in a process of its own, until it is told to stop. */
public final class RunningProgram implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("(http://[0-9.]+:\\d+)/? runs ");

  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();
  private final String url;

  private RunningProgram(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader();
    this.url = awaitAddress();
  }

  /** Starts it on a free port, with its data in a folder. */
  public static RunningProgram in(Path folder, String... args) throws IOException {
    ProcessBuilder builder = ProgramRun.command(folder, List.of(args)).redirectErrorStream(true);
    builder.environment().putAll(Map.of("PORT", "0", "DATA_DIR", folder.toString()));
    return started(builder);
  }

  /** Starts the packaged jar on a free port, with its data in a folder. */
  public static RunningProgram ofJar(Path folder, Map<String, String> settings) throws IOException {
    return started(ProgramRun.jar(folder, settings));
  }

  /** Starts what runs the program, and waits until it serves. */
  public static RunningProgram started(ProcessBuilder builder) throws IOException {
    return new RunningProgram(builder.start());
  }

  private String awaitAddress() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return address.group(1);
      }
    }
    throw new IOException("the program ended before it served: " + lines);
  }

  public String url() {
    return url;
  }

  /** Asks for a page as JSON, on a connection of its own. */
  public RawConnection.Answer get(String path) throws IOException, RawConnection.CutOffException {
    try (RawConnection connection = new RawConnection(url)) {
      return connection.get(path).orElseThrow(() -> new IOException("no answer to " + path));
    }
  }

  /** Sends SIGTERM, and waits for the end. */
  public int stop() throws IOException, InterruptedException {
    process.toHandle().destroy(); // Process.destroy would close its output too
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    return process.waitFor();
  }

  /** Sends SIGTERM, and fails where the end takes longer than it may; tells how long it took. */
  public Duration stopWithin(Duration limit) throws IOException, InterruptedException {
    long asked = System.nanoTime();
    process.toHandle().destroy();
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    if (!ended) {
      kill();
    }
    output.lines().forEach(lines::add);
    assertTrue(ended, () -> "still there after " + limit + ": " + said());
    return took;
  }

  /** Sends SIGKILL, which nobody can catch, and waits for the end. */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  public long pid() {
    return process.pid();
  }

  /** What it said so far, line by line. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** What it said so far, to show where a test fails. */
  public String said() {
    return String.join(System.lineSeparator(), lines);
  }

  @Override
  public void close() throws IOException {
    kill();
    output.close();
  }
}
