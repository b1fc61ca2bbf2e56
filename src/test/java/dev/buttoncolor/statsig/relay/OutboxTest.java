package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.OptionalInt;
import java.util.Random;
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
      outbox.append(new Batch(Map.of("STATSIG-SDK-TYPE", "a: b"), new byte[] {0, 1, -1}));
      outbox.append(batch(2));
      Outbox.Waiting first = outbox.first().orElseThrow();
      assertEquals(Map.of("STATSIG-SDK-TYPE", "a: b"), first.batch().headers());
      assertArrayEquals(new byte[] {0, 1, -1}, first.batch().body());
      outbox.remove(first.id());
      assertEquals(2, outbox.first().orElseThrow().batch().body().length);
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
  void dropsWhatWasSetAsideBeforeWhatWaits() throws Exception {
    try (Outbox outbox = open(100)) {
      outbox.append(batch(40));
      outbox.append(batch(41));
      outbox.setAside(outbox.first().orElseThrow().id() + 1, 400);
      assertEquals(OptionalInt.of(400), outbox.contents().lastRefusal());
      outbox.append(batch(42));
      assertEquals(0, outbox.contents().setAside());
      assertEquals(40, outbox.first().orElseThrow().batch().body().length);
    }
  }

  @Test
  void keepsTheNewestEvenWhereItAloneIsTooLarge() throws Exception {
    try (Outbox outbox = open(100)) {
      outbox.append(batch(50));
      outbox.append(batch(500));
      assertEquals(500, outbox.first().orElseThrow().batch().body().length);
      assertEquals(1, outbox.contents().dropped());
    }
  }

  @Test
  void whatArrivedAfterItWasDroppedIsNotCountedAsLost() throws Exception {
    try (Outbox outbox = open(100)) {
      outbox.append(batch(60));
      long onItsWay = outbox.first().orElseThrow().id();
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
        outbox.remove(outbox.first().orElseThrow().id());
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
    UnusableOutboxException refusal = assertThrows(UnusableOutboxException.class, () -> open(100));
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
  }

  private void assertRefused(String why) throws Exception {
    byte[] before = Files.readAllBytes(file);
    UnusableOutboxException refusal = assertThrows(UnusableOutboxException.class, () -> open(100));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file), "the file was touched");
  }

  private Outbox open(long maxBytes) {
    return Outbox.open(file, maxBytes, NOON);
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** Without headers, so that its size is its body's. */
  private static Batch batch(int bytes) {
    return new Batch(Map.of(), new byte[bytes]);
  }
}
