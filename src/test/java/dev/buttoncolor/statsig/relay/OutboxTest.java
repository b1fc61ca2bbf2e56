package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.sqlite.UnusableFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox keeps what it took, within its bound, and touches no file that is not its own. */
class OutboxTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("outbox.db");
  }

  @Test
  void handsOutTheOldestFirstAndAsItCame() throws Exception {
    try (Outbox outbox = open(1000)) {
      outbox.append(new EventBatch(Map.of("STATSIG-SDK-TYPE", "a: b"), new byte[] {0, 1, -1}));
      outbox.append(batch(2));
      Outbox.Waiting first = first(outbox);
      assertEquals(Map.of("STATSIG-SDK-TYPE", "a: b"), first.batch().headers());
      assertArrayEquals(new byte[] {0, 1, -1}, first.batch().body());
      outbox.remove(first.id());
      assertEquals(2, first(outbox).batch().body().length);
    }
  }

  @Test
  void handsOutWhatComesAfterOneAndLeavesOthersOut() throws Exception {
    try (Outbox outbox = open(1000)) {
      for (int size = 1; size <= 4; size++) {
        outbox.append(batch(size));
      }
      long first = first(outbox).id();
      assertEquals(2, outbox.next(first, Set.of()).orElseThrow().batch().body().length);
      Set<Long> others = Set.of(first, first + 1);
      assertEquals(3, outbox.next(0, others).orElseThrow().batch().body().length);
      assertEquals(Optional.empty(), outbox.next(first + 3, Set.of()));
      outbox.remove(first);
      assertEquals(Set.of(first + 1), outbox.waitingAmong(others));
    }
  }

  @Test
  void tellsHowLongTheOldestWaits() throws Exception {
    try (Outbox outbox = open(1000)) {
      assertEquals(Optional.empty(), outbox.contents().oldest());
      outbox.append(batch(1));
    }
    Clock later = Clock.offset(NOON, Duration.ofMinutes(7));
    try (Outbox outbox = Outbox.open(file, 1000, later)) {
      outbox.append(batch(1));
      assertEquals(Optional.of(Duration.ofMinutes(7)), outbox.contents().oldest());
    }
  }

  @Test
  void dropsTheOldestAtTheBoundAndCountsThemForGood() throws Exception {
    try (Outbox outbox = open(100)) {
      for (int size = 30; size < 36; size++) {
        outbox.append(batch(size));
      }
      assertEquals(4, outbox.contents().dropped());
      assertEquals(34 + 35, outbox.contents().bytes());
    }
    try (Outbox outbox = open(100)) {
      assertEquals(4, outbox.contents().dropped());
    }
  }

  @Test
  void dropsDeadLettersBeforeWhatWaits() throws Exception {
    try (Outbox outbox = open(100)) {
      outbox.append(batch(40));
      outbox.append(batch(41));
      outbox.makeDeadLetter(first(outbox).id() + 1, "answered 400");
      assertEquals(Optional.of("answered 400"), outbox.contents().lastDeadLetter());
      outbox.append(batch(42));
      assertEquals(0, outbox.contents().deadLetters());
      assertEquals(40, first(outbox).batch().body().length);
    }
  }

  @Test
  void keepsTheNewestEvenWhereItAloneIsTooLarge() throws Exception {
    try (Outbox outbox = open(100)) {
      outbox.append(batch(50));
      outbox.append(batch(500));
      assertEquals(500, first(outbox).batch().body().length);
      assertEquals(1, outbox.contents().dropped());
    }
  }

  @Test
  void whatArrivedAfterItWasDroppedIsNotCountedAsLost() throws Exception {
    try (Outbox outbox = open(100)) {
      outbox.append(batch(60));
      long onItsWay = first(outbox).id();
      outbox.append(batch(60));
      assertEquals(1, outbox.contents().dropped());
      outbox.remove(onItsWay);
      assertEquals(0, outbox.contents().dropped());
    }
  }

  @Test
  void givesTheDiskBackOnceNothingWaits() throws Exception {
    try (Outbox outbox = open(RelayedStatsig.MAX_BYTES)) {
      for (int i = 0; i < 20; i++) {
        outbox.append(batch(100_000));
      }
      for (int i = 0; i < 20; i++) {
        outbox.remove(first(outbox).id());
      }
      assertTrue(Files.size(file) < 100_000, () -> "still " + file.toFile().length());
      assertEquals(0, Files.size(Path.of(file + "-wal")));
    }
  }

  @Test
  void refusesANewerSchema() throws Exception {
    open(100).close();
    sql("PRAGMA user_version = 7");
    assertRefused("schema version 7");
  }

  @Test
  void refusesAnotherProgramsDatabase() throws Exception {
    sql("CREATE TABLE theirs (x)");
    assertRefused("another program");
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    Files.writeString(file, "These are the notes of my grandmother. ".repeat(100));
    assertRefused("damaged");
  }

  @Test
  void refusesADamagedFile() throws Exception {
    try (Outbox outbox = open(1_000_000)) {
      for (int i = 0; i < 10; i++) {
        outbox.append(batch(10_000));
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    byte[] noise = new byte[8192];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, 4096, noise.length);
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    assertRefused("damaged");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    file = folder.resolve("nowhere").resolve("outbox.db");
    UnusableFileException refusal = assertThrows(UnusableFileException.class, () -> open(100));
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
  }

  private void assertRefused(String why) throws Exception {
    byte[] before = Files.readAllBytes(file);
    UnusableFileException refusal = assertThrows(UnusableFileException.class, () -> open(100));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file), "the file was touched");
  }

  private static Outbox.Waiting first(Outbox outbox) throws Exception {
    return outbox.next(0, Set.of()).orElseThrow();
  }

  private Outbox open(long maxBytes) throws UnusableFileException {
    return Outbox.open(file, maxBytes, NOON);
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** Without headers, so that its size is its body's. */
  private static EventBatch batch(int bytes) {
    return new EventBatch(Map.of(), new byte[bytes]);
  }
}
