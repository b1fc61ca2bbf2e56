import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the program as it is started in earnest, visits it as people do, and stops it as a container
 * would be: so the JVM under it can archive the classes that this takes. The build's, and no part
 * of the program.
 *
 * <p>{@code java Training.java COMMAND...}, where the command starts the program and makes its JVM
 * write an archive when it ends.
 */
final class Training {
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.:]+");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"");
  private static final int STOPPED_BY_SIGNAL = 143;

  private final HttpClient visitor = HttpClient.newHttpClient();
  private final URI site;

  private Training(URI site) {
    this.site = site;
  }

  public static void main(String[] command) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("training");
    try {
      train(command, data);
    } finally {
      delete(data);
    }
  }

  private static void train(String[] command, Path data) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Its defaults alone: no setting of the machine's environment, and no file .env.
    builder.environment().clear();
    builder.directory(data.toFile());
    builder.environment().put("DATA_DIR", data.toString());
    builder.environment().put("HOST", "127.0.0.1");
    builder.environment().put("PORT", "0");
    Process program = builder.start();
    try (BufferedReader log =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      new Training(address(log)).visit();
      // SIGTERM: the way out in which the JVM writes the archive; Process.destroy() would close the
      // log.
      program.toHandle().destroy();
      log.lines().forEach(System.out::println);
    } finally {
      program.destroy();
      if (!program.waitFor(2, TimeUnit.MINUTES)) {
        program.destroyForcibly();
      }
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

  /** The landing page, what it links and loads, and what watches a program. */
  private void visit() throws IOException, InterruptedException {
    Set<String> paths = new LinkedHashSet<>(List.of("/", "/?random"));
    for (String page : List.copyOf(paths)) {
      Matcher link = LINK.matcher(get(page, "text/html"));
      while (link.find()) {
        paths.add(link.group(1).replace("&amp;", "&"));
      }
    }
    paths.add("/health");
    paths.add("/ready");
    for (String path : paths) {
      get(path, "text/html");
      get(path, "application/json");
    }
  }

  private String get(String path, String type) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(site.resolve(path)).header("Accept", type).build();
    HttpResponse<String> answer = visitor.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " is answered with " + answer.statusCode());
    }
    return answer.body();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
