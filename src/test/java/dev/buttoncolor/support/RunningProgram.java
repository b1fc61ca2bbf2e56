package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program in a process of its own: one that serves until it is told to stop, or one that ends.
 * It works and keeps its data in a folder, and finds nothing but these settings in its environment;
 * one that serves does so on a free port.
 */
public final class RunningProgram implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("(http://[0-9.]+:\\d+)/? runs ");

  private static final Pattern MEMORY_FLAGS =
      Pattern.compile("-Xmx\\w+|-Xss\\w+|-XX:\\+(UseSerialGC|ExitOnOutOfMemoryError)");

  /** A third of the processor's time: without the compiler for what runs long. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java") + "";

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final Thread reader = new Thread(this::read, "output-of-program");

  /** How a process ended, with what it said on standard output and error together. */
  public record Ended(int exitCode, String output) {
    private static Ended of(ProcessBuilder builder) throws IOException, InterruptedException {
      Process process = builder.start();
      String output = String.join("\n", process.inputReader().lines().toList()).strip();
      return new Ended(process.waitFor(), output);
    }
  }

  private RunningProgram(ProcessBuilder builder) throws IOException {
    process = builder.start();
    reader.start();
    address.join();
  }

  public static RunningProgram ofClasses(Path folder, Map<String, String> settings, String... args)
      throws IOException {
    return new RunningProgram(serving(classes(folder, settings, args)));
  }

  /**
   * Serves from the packaged jar.
   *
   * @param before a command that runs the one behind it, such as one that sets limits
   */
  public static RunningProgram ofJar(Path folder, Map<String, String> settings, String... before)
      throws IOException {
    return new RunningProgram(serving(jar(folder, settings, List.of(before))));
  }

  /** Serves from the packaged jar with the flags of the image that bound its memory. */
  public static RunningProgram inMemoryOfImage(Path folder, Map<String, String> settings)
      throws IOException {
    String flags =
        MEMORY_FLAGS
            .matcher(Files.readString(Path.of("Dockerfile")))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining(" "));
    assertTrue(flags.contains("-Xmx"), flags);
    ProcessBuilder builder = serving(jar(folder, settings, List.of()));
    builder.environment().put("JAVA_TOOL_OPTIONS", flags);
    return new RunningProgram(builder);
  }

  /**
   * Runs the packaged jar with these arguments until it ends by itself.
   *
   * @param before a command that runs the one behind it, such as a shell that redirects its output
   */
  public static Ended endOfJar(Path folder, List<String> before, String... args)
      throws IOException, InterruptedException {
    return Ended.of(serving(jar(folder, Map.of(), before, args)));
  }

  public static Ended endOfClasses(Path folder, Map<String, String> settings, String... args)
      throws IOException, InterruptedException {
    return Ended.of(classes(folder, settings, args));
  }

  private static ProcessBuilder classes(Path folder, Map<String, String> settings, String... args) {
    List<String> program =
        List.of(
            JAVA,
            QUICK_START,
            "--enable-native-access=ALL-UNNAMED", // as the jar's manifest does
            "-Xlog:class+load:file=classes.log",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    return process(folder, settings, Stream.of(program, List.of(args)));
  }

  private static ProcessBuilder jar(
      Path folder, Map<String, String> settings, List<String> before, String... args) {
    List<String> program = List.of(JAVA, QUICK_START, "-jar", System.getProperty("program.jar"));
    return process(folder, settings, Stream.of(before, program, List.of(args)));
  }

  private static ProcessBuilder process(
      Path folder, Map<String, String> settings, Stream<List<String>> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command.flatMap(List::stream).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(settings);
    return builder;
  }

  private static ProcessBuilder serving(ProcessBuilder builder) {
    builder.environment().put("PORT", "0");
    builder.environment().put("DATA_DIR", builder.directory().toString());
    return builder;
  }

  /** To its end: a program whose output is not read stops once the pipe is full. */
  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        Matcher found = ADDRESS.matcher(line);
        if (found.find()) {
          address.complete(found.group(1));
        }
      }
    } catch (IOException e) {
      lines.add("no more output could be read: " + e);
    }
    address.completeExceptionally(new IOException("it ended before it served: " + lines));
  }

  public String url() {
    return address.join();
  }

  public RawConnection connect() throws IOException {
    return RawConnection.to(URI.create(url()));
  }

  /** Asks for a page as JSON, on a connection of its own. */
  public RawAnswer get(String path) {
    try (RawConnection connection = connect()) {
      return connection.get(path).answer();
    } catch (IOException e) {
      throw new AssertionError(said(), e);
    }
  }

  public int stop() throws InterruptedException {
    process.toHandle().destroy(); // Process.destroy would close its output too
    reader.join();
    return process.waitFor();
  }

  /** Sends SIGTERM, and fails if the end takes longer than it may; tells how long it took. */
  public Duration stopWithin(Duration limit) throws InterruptedException {
    long asked = System.nanoTime();
    process.toHandle().destroy();
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    kill();
    reader.join();
    assertTrue(ended, () -> "still there after " + limit + ": " + said());
    return took;
  }

  /** Sends SIGKILL, which no process can catch, and waits for the end. */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  public long pid() {
    return process.pid();
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public String said() {
    return String.join(System.lineSeparator(), lines);
  }

  @Override
  public void close() {
    kill();
  }
}
