package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.buttoncolor.support.ImageFlags;
import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.RunningProgram;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More connections than there may be, each as costly as a client can make it, in the image's heap.
 */
class FloodIT {

  private static final Pattern STYLESHEET =
      Pattern.compile("href=\"(/static/results[^\"]*\\.css)\"");

  /** Twice as many as there may be in this heap. */
  private static final int CONNECTIONS = Integer.getInteger("flood.connections", 128);

  private static final String START = "GET / HTTP/1.1\r\nHost: a\r\n";
  private static final String FORM =
      "POST /signup HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";

  @TempDir private Path folder;

  @Test
  void visitorsAreServedAfterEachFlood() throws Exception {
    try (RunningProgram program = RunningProgram.ofJar(folder, ImageFlags.ofMemory())) {
      Map<String, String> floods =
          Map.of(
              "heads", START + "X: " + "x".repeat(8_000),
              "fields", START + "a:\r\n".repeat(2_000), // each of them becomes an object
              "forms", FORM + "x".repeat(3_900),
              "readers", get("/results").repeat(300),
              "files", get(stylesheet(program)).repeat(300));
      for (Map.Entry<String, String> kind : floods.entrySet()) {
        flood(program, kind.getValue());
        for (int i = 0; i < 50; i++) {
          String visitor = "after-%s-%d".formatted(kind.getKey(), i);
          assertServed(program, "/?random=" + visitor);
          assertServed(program, "/signup?random=" + visitor);
        }
        assertServed(program, "/results");
      }
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  /** The largest of the files that a page names. */
  private static String stylesheet(RunningProgram program) throws IOException {
    try (RawConnection visitor = program.connect()) {
      String page = visitor.send(get("/results")).answer().body();
      Matcher link = STYLESHEET.matcher(page);
      assertTrue(link.find(), page);
      return link.group(1);
    }
  }

  private static void flood(RunningProgram program, String bytes) throws IOException {
    List<RawConnection> open = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      RawConnection connection = RawConnection.withSmallBuffer(URI.create(program.url()));
      open.add(connection);
      try {
        connection.send(bytes);
      } catch (SocketException e) {
        // there was no room for it
      }
    }
    for (RawConnection connection : open) {
      connection.close();
    }
  }

  /** A visitor who is turned away before the last of the flood is gone comes again. */
  private static void assertServed(RunningProgram program, String path) throws IOException {
    for (int i = 0; i < 1_000 && ProcessHandle.of(program.pid()).isPresent(); i++) {
      try (RawConnection visitor = program.connect()) {
        if (visitor.send(get(path)).answerIfAny().filter(a -> a.status() == 200).isPresent()) {
          return;
        }
      } catch (SocketException e) {
        // not yet
      }
    }
    fail(() -> path + " is not served: " + program.said());
  }
}
