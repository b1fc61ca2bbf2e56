package dev.buttoncolor.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the program holds, with the flags of the image. */
final class Memory {
  private static final long VISITORS = 1_250_000;
  private static final long STEP = 250_000;

  private static final int MINUTES = 60;
  private static final int MINUTES_A_STEP = 10;
  private static final int VISITORS_PER_MINUTE = 20 * 60;
  private static final int CONNECTIONS = 8;

  private Memory() {}

  /** After many new visitors. */
  static void print(Settings settings) throws Exception {
    Settings ofImage = settings.ofImage();
    Table table = new Table("new visitors", "resident MB");
    try (ServerProcess program = ServerProcess.program(ofImage, "memory")) {
      Page page = new Page("`/?random`", program, "/?random");
      long visitors = 0;
      for (long next = 0; next <= VISITORS; next += STEP) {
        while (visitors < next) {
          visitors += Load.asFastAsItAnswers(page, Duration.ofSeconds(2)).answers();
        }
        table.row("%,d".formatted(visitors), "%.0f".formatted(program.residentMegabytes()));
      }
    }
    table.print("Memory: " + String.join(" ", ofImage.jvmFlags()));
  }

  /**
   * While Statsig is away: the visitors of an hour, each with an exposure and a signup, as fast as
   * they are served.
   */
  static void printOutage(Settings settings) throws Exception {
    for (int outboxMegabytes : new int[] {256, 1}) {
      printOutage(settings.ofImage(), outboxMegabytes);
    }
  }

  private static void printOutage(Settings settings, int outboxMegabytes) throws Exception {
    Table table =
        new Table(
            "minutes away", "visitors", "resident MB", "events waiting", "dropped", "store MB");
    String data = "outage-" + outboxMegabytes;
    Path store = settings.folder().resolve(data).resolve("experiment.db");
    try (ServerProcess statsig = ServerProcess.statsig(503);
        ServerProcess program =
            ServerProcess.program(settings, data, live(statsig, outboxMegabytes))) {
      for (int minutes = 0; minutes <= MINUTES; minutes += MINUTES_A_STEP) {
        if (minutes > 0) {
          visit(
              program,
              (minutes - MINUTES_A_STEP) * VISITORS_PER_MINUTE,
              MINUTES_A_STEP * VISITORS_PER_MINUTE);
        }
        String metrics = metrics(program);
        table.row(
            Integer.toString(minutes),
            "%,d".formatted(minutes * VISITORS_PER_MINUTE),
            "%.0f".formatted(program.residentMegabytes()),
            "%,.0f".formatted(sample(metrics, "button_color_outbox_events")),
            "%,.0f".formatted(sample(metrics, "button_color_outbox_dropped_events")),
            "%.1f".formatted((bytes(store) + bytes(Path.of(store + "-wal"))) / 1024.0 / 1024.0));
      }
    }
    table.print(
        "Outage: Statsig answers 503, OUTBOX_MAX_MB=%d; %s"
            .formatted(outboxMegabytes, String.join(" ", settings.jvmFlags())));
  }

  private static Map<String, String> live(ServerProcess statsig, int outboxMegabytes) {
    Map<String, String> live = new HashMap<>(StandInStatsig.settings(statsig));
    live.put("OUTBOX_MAX_MB", Integer.toString(outboxMegabytes));
    return live;
  }

  private static void visit(ServerProcess program, int first, int count) throws Exception {
    Load.together(
        program,
        CONNECTIONS,
        (connection, line) -> {
          for (int visitor = first + line; visitor < first + count; visitor += CONNECTIONS) {
            connection.get("/?random=visitor-" + visitor, "");
            connection.get("/signup?random=visitor-" + visitor, "");
          }
          return null;
        });
  }

  private static String metrics(ServerProcess program) throws IOException {
    try (Connection connection = new Connection(program.uri())) {
      return new String(connection.get("/metrics", ""), StandardCharsets.UTF_8);
    }
  }

  private static double sample(String metrics, String name) throws IOException {
    Matcher sample = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(metrics);
    if (!sample.find()) {
      throw new IOException("no " + name + " in " + metrics);
    }
    return Double.parseDouble(sample.group(1));
  }

  private static long bytes(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
