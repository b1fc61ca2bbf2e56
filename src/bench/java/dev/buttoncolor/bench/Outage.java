package dev.buttoncolor.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the program holds while Statsig is away: the visitors of an hour, each with an exposure and
 * a signup, as fast as they are served, with the flags of the image.
 */
final class Outage {
  private static final int MINUTES = 60;
  private static final int STEP = 10;
  private static final int VISITORS_PER_MINUTE = 20 * 60;
  private static final int CONNECTIONS = 8;

  private Outage() {}

  static void print(Settings settings) throws Exception {
    for (int outboxMegabytes : new int[] {256, 1}) {
      print(settings.ofImage(), outboxMegabytes);
    }
  }

  private static void print(Settings settings, int outboxMegabytes) throws Exception {
    Table table =
        new Table(
            "minutes away", "visitors", "resident MB", "events waiting", "dropped", "store MB");
    String data = "outage-" + outboxMegabytes;
    Path store = settings.folder().resolve(data).resolve("experiment.db");
    try (ServerProcess statsig = ServerProcess.statsig(503);
        ServerProcess program =
            ServerProcess.program(settings, data, live(statsig, outboxMegabytes))) {
      for (int minutes = 0; minutes <= MINUTES; minutes += STEP) {
        if (minutes > 0) {
          visit(program, (minutes - STEP) * VISITORS_PER_MINUTE, STEP * VISITORS_PER_MINUTE);
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
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int line = 0; line < CONNECTIONS; line++) {
        int own = first + line;
        all.add(
            () -> {
              visitOnOneConnection(program, own, first + count);
              return null;
            });
      }
      for (Future<Void> one : threads.invokeAll(all)) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void visitOnOneConnection(ServerProcess program, int first, int end)
      throws IOException {
    try (Connection connection = new Connection(program.uri())) {
      for (int visitor = first; visitor < end; visitor += CONNECTIONS) {
        connection.get("/?random=visitor-" + visitor, "");
        connection.get("/signup?random=visitor-" + visitor, "");
      }
    }
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
