package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In embedded mode the program opens no connection of its own.
 *
 * <p>The virtual machine looks each native method up before its first call, and can be asked to
 * note that. All that Java code can open a connection, send a datagram or ask for a host's address
 * with is native in the end: if none of it was ever looked up, nothing of the kind happened,
 * however briefly.
 */
class SilenceIT {
  private static final String CONNECT = "sun.nio.ch.Net.connect0";

  private static final Pattern OUTWARD =
      Pattern.compile(
          "[\\w.]+\\.(connect0|connect|lookupAllHostAddr|getHostByAddr)(?= )"
              + "|sun\\.nio\\.ch\\.Datagram\\w+\\.\\w+");

  @TempDir private Path folder;

  @Test
  void embeddedModeOpensNoConnection() throws Exception {
    assertEquals(Set.of(), outwardCalls(Map.of()));
  }

  /** Shows that the test above can fail. */
  @Test
  void liveModeIsSeenToConnect() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start("secret-silence")) {
      assertEquals(Set.of(CONNECT), outwardCalls(statsig.settings()));
    }
  }

  /** Starts, serves and stops; returns the native methods looked up that reach out. */
  private Set<String> outwardCalls(Map<String, String> settings) throws Exception {
    Path natives = folder.resolve("natives.log");
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("JDK_JAVA_OPTIONS", "-Xlog:jni+resolve=debug:file=" + natives);
    try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
      Visitors visitors = Visitors.at(program.url(), "silence");
      visitors.awaitThanked(100);
      visitors.leave();
      List.of("/ready", "/results.json", "/results.csv", "/no-such-page").forEach(program::get);
      program.stop();
    }
    return OUTWARD
        .matcher(Files.readString(natives))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
