package dev.buttoncolor.statsig.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An outbox of an older version keeps what is in it. The files in the test resources were written
 * by that version.
 */
class OutboxMigrationTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void copy() throws Exception {
    file = folder.resolve("outbox.db");
    try (InputStream old = OutboxMigrationTest.class.getResourceAsStream("outbox-version-1.db")) {
      Files.copy(old, file);
    }
  }

  @Test
  void batchesKeepTheirOrderTheirHeadersAndTheirBodies() throws Exception {
    try (Outbox outbox = Outbox.open(file, 1000, NOON)) {
      List<String> bodies = new ArrayList<>();
      Optional<Outbox.Waiting> next = outbox.next(0, Set.of());
      while (next.isPresent()) {
        bodies.add(new String(next.get().batch().body(), UTF_8));
        assertEquals(Map.of("STATSIG-SDK-TYPE", "java-server"), next.get().batch().headers());
        next = outbox.next(next.get().id(), Set.of());
      }
      assertEquals(List.of("waits", "refused with 401", "waits, too"), bodies);
    }
  }

  @Test
  void refusedBatchesAreDeadLettersButForThoseOfTheKey() throws Exception {
    try (Outbox outbox = Outbox.open(file, 1000, NOON)) {
      Outbox.Contents contents = outbox.contents();
      assertEquals(1, contents.deadLetters());
      assertEquals(Optional.of("answered 400"), contents.lastDeadLetter());
      assertEquals(3, contents.waiting());
    }
  }

  @Test
  void lossesAreStillKnown() throws Exception {
    try (Outbox outbox = Outbox.open(file, 1000, NOON)) {
      assertEquals(1, outbox.contents().dropped());
      assertEquals(167, outbox.contents().bytes());
    }
  }
}
