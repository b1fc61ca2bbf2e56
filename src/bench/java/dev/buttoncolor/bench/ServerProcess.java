package dev.buttoncolor.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, on a free port of the loopback interface. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:\\d+");

  private final Process process;
  private final URI uri;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    BufferedReader log = process.inputReader();
    this.uri = address(log);
    Thread reader = new Thread(() -> show(log), "server-log");
    reader.setDaemon(true);
    reader.start();
  }

  private static void show(BufferedReader log) {
    try {
      log.lines().forEach(System.err::println);
    } catch (UncheckedIOException e) {
      // the process was ended
    }
  }

  /** The program, with its data in this folder below that of the settings. */
  static ServerProcess program(Settings settings, String data) throws IOException {
    return program(settings, data, Map.of());
  }

  /** The same with more of its settings. */
  static ServerProcess program(Settings settings, String data, Map<String, String> more)
      throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PORT", "0");
    environment.put("DATA_DIR", settings.folder().resolve(data).toString());
    environment.put("VISITOR_ID_KEY", Visitors.KEY);
    return start(settings.jvmFlags(), environment, "-jar", settings.program().toString());
  }

  /** A {@link StandInStatsig} that answers events with this status. */
  static ServerProcess statsig(int status) throws IOException {
    return ofClass(List.of(), StandInStatsig.class, Integer.toString(status));
  }

  /** A {@link BareServlet} that answers what the file holds. */
  static ServerProcess bare(Settings settings, Path body) throws IOException {
    return ofClass(settings.jvmFlags(), BareServlet.class, body.toString());
  }

  private static ServerProcess ofClass(List<String> flags, Class<?> main, String argument)
      throws IOException {
    String classes = System.getProperty("java.class.path");
    return start(flags, new HashMap<>(), "-cp", classes, main.getName(), argument);
  }

  private static ServerProcess start(
      List<String> flags, Map<String, String> environment, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of(args));
    environment.put("MALLOC_ARENA_MAX", "2");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear(); // without the settings of this shell
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start());
  }

  private static URI address(BufferedReader log) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return URI.create(address.group());
      }
      said.append(System.lineSeparator()).append(line);
    }
    throw new IOException("the server ended before it served: " + said);
  }

  URI uri() {
    return uri;
  }

  /** The processor time it took so far, on all processors together. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  double residentMegabytes() throws IOException {
    String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
    Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(status);
    if (!resident.find()) {
      throw new IOException("no VmRSS in " + status);
    }
    return Long.parseLong(resident.group(1)) / 1024.0;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
