import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the program, visits its pages and all that they link, and stops it by SIGTERM, so that the
 * JVM under it archives the classes that this takes. Part of the image's build, not of the program.
 *
 * <p>{@code java Training.java COMMAND...}, where the command starts the program and makes its JVM
 * write an archive when it ends.
 */
final class Training {
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.:]+");
  private static final Pattern LINK = Pattern.compile("\"(/[^\"]*)\"");
  private static final int STOPPED_BY_SIGNAL = 143;

  private Training() {}

  public static void main(String[] command) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("training");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear(); // the program's defaults, whatever the builder's machine sets
    builder.environment().put("PORT", "0");
    Process program = builder.start();
    try (BufferedReader log = program.inputReader()) {
      visit(address(log));
      program.toHandle().destroy(); // Process.destroy() would close the log
      log.lines().forEach(System.out::println);
    } finally {
      program.destroyForcibly();
    }
    if (program.waitFor() != STOPPED_BY_SIGNAL) {
      throw new IllegalStateException("the program ended with " + program.exitValue());
    }
  }

  private static URI address(BufferedReader log) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      System.out.println(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return URI.create(address.group());
      }
    }
    throw new IllegalStateException("the program ended before it served");
  }

  private static void visit(URI site) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    Queue<String> paths = new ArrayDeque<>(List.of("/", "/?random", "/health", "/ready"));
    Set<String> known = new HashSet<>(paths);
    while (!paths.isEmpty()) {
      URI page = site.resolve(paths.remove());
      for (String type : List.of("application/json", "text/html")) {
        var answer =
            client.send(
                HttpRequest.newBuilder(page).header("Accept", type).build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new IllegalStateException(page + " is answered with " + answer.statusCode());
        }
        Matcher link = LINK.matcher(answer.body());
        while (link.find()) {
          String path = link.group(1).replace("&amp;", "&");
          if (known.add(path)) {
            paths.add(path);
          }
        }
      }
    }
  }
}
