package dev.buttoncolor;

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
record ProgramRun(int exitCode, String output, boolean loadedParser) {

  /**
   * Runs it to its end.
   *
   * @param folder where it works
   * @param environment all that it finds in its environment
   */
  static ProgramRun of(Path folder, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Path classes = folder.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + classes.getFileName());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int exitCode = process.waitFor();
    boolean loadedParser = Files.readString(classes).contains(" picocli.");
    return new ProgramRun(exitCode, output, loadedParser);
  }
}
