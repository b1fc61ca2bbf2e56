package dev.buttoncolor.bench;

import dev.buttoncolor.bench.Page.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The load generator wrk: one thread, which leaves the server most of a small machine. */
final class Wrk {
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final String ADDRESS =
      """
      string.format("11.%d.%d.%d", math.floor((id - 1) / 65536), math.floor((id - 1) / 256) % 256,
        (id - 1) % 256)\
      """;

  private static final Pattern FAILED = Pattern.compile("Non-2xx.*|Socket errors.*");

  private Wrk() {}

  static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "wrk")));
  }

  /**
   * Asks for the page as fast as it comes.
   *
   * @return how many answers came
   * @throws IOException if one of them was a failure
   */
  static long load(Page page, int connections, Duration duration) throws IOException {
    List<String> command = new ArrayList<>(List.of("wrk", "--threads", "1", "--timeout", "20s"));
    command.addAll(List.of("--connections", Integer.toString(connections)));
    command.addAll(List.of("--duration", duration.toSeconds() + "s"));
    if (page.kind() == Kind.COMPRESSED) {
      command.addAll(List.of("--header", Page.ACCEPT_GZIP));
    }
    Path script = Files.createTempFile("ids", ".lua");
    if (page.hasIds()) {
      Files.writeString(script, script(page));
      command.addAll(List.of("--script", script.toString()));
    }
    command.add(page.server().uri() + page.path());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.delete(script);
    Matcher requests = REQUESTS.matcher(report);
    if (!requests.find() || FAILED.matcher(report).find()) {
      throw new IOException("wrk and " + page.name() + ": " + report);
    }
    long answers = Long.parseLong(requests.group(1));
    if (page.hasIds()) {
      page.takeIds(answers + 2L * connections); // some were asked for and not waited for
    }
    return answers;
  }

  /** All but the id is made before: what wrk does in Lua takes time from the server beside it. */
  private static String script(Page page) {
    boolean isAddressed = page.kind() == Kind.ADDRESSED;
    return """
        local id = %d
        local before, after
        init = function()
          %s
          before, after = wrk.format("GET", "%s"):match("^(.-)#(.*)$")
        end
        request = function()
          id = id + 1
          return before .. %s .. after
        end
        """
        .formatted(
            page.nextId().get(),
            isAddressed ? "wrk.headers['%s'] = '#'".formatted(Page.FORWARDED_FOR) : "",
            isAddressed ? page.path() : page.path() + "#",
            isAddressed ? ADDRESS : "(id - 1)");
  }
}
