package dev.buttoncolor.support;

import dev.buttoncolor.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program in a process of its own, from its first line to its exit code.
 *
 * @param exitCode how it ended
 * @param output what it said, standard output and error together
 * @param loadedParser whether the parser of command lines was loaded
 */
public record ProgramRun(int exitCode, String output, boolean loadedParser) {

  private static final String CLASSES = "classes.log";

  /**
   * Runs it to its end.
   *
   * @param folder where it works
   * @param environment all that it finds in its environment
   */
  public static ProgramRun of(Path folder, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder builder = command(folder, List.of(args)).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new ProgramRun(process.waitFor(), output, loadedParser(folder));
  }

  /** The command that runs it in a folder, with nothing in its environment. */
  static ProcessBuilder command(Path folder, List<String> args) {
    List<String> options = new ArrayList<>();
    options.add("--enable-native-access=ALL-UNNAMED"); // as the jar's manifest does
    options.add("-Xlog:class+load:file=" + CLASSES);
    options.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    options.addAll(args);
    return java(folder, options);
  }

  /**
   * The command that serves from the packaged jar, on a free port.
   *
   * @param folder where it works and keeps its data
   * @param settings all else that it finds in its environment
   */
  public static ProcessBuilder jar(Path folder, Map<String, String> settings) {
    ProcessBuilder builder =
        java(folder, List.of("-jar", System.getProperty("program.jar"))).redirectErrorStream(true);
    builder.environment().putAll(Map.of("PORT", "0", "DATA_DIR", folder.toString()));
    builder.environment().putAll(settings);
    return builder;
  }

  private static ProcessBuilder java(Path folder, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    return builder;
  }

  /** Whether a program that ran in this folder has loaded the parser. */
  public static boolean loadedParser(Path folder) throws IOException {
    return Files.readString(folder.resolve(CLASSES)).contains(" picocli.");
  }
}
