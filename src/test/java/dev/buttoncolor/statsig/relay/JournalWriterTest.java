package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the journal when its file cannot be written. */
class JournalWriterTest {
  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Unprotected unprotected = new Unprotected(now::get);
  private Outbox outbox;
  private JournalFile file;
  private JournalWriter writer;

  @BeforeEach
  void open() throws Exception {
    outbox = Outbox.open(folder.resolve("outbox.db"), RelayedStatsig.MAX_BYTES, now::get);
    file = JournalFile.open(folder.resolve("journal"));
    writer = new JournalWriter(file, outbox, () -> {}, Optional.empty(), now::get, unprotected);
  }

  @AfterEach
  void close() throws Exception {
    outbox.close();
  }

  @Test
  void failedSignupIsNotKeptAndTheRestIsWrittenOnceThatWorksAgain() throws Exception {
    writer.write(List.of(signup("before")));
    file.close(); // every write to it fails from here on
    assertRefused(exposure("ada"), signup("refused"));
    pass(JournalWriter.BETWEEN_TRIES);
    writer.write(List.of(signup("after")));

    assertEquals(List.of("before", "ada", "after"), kept());
    assertEquals(2, unprotected.sum());
  }

  @Test
  void fileThatCannotBeWrittenIsLeftAloneForAWhile() throws Exception {
    file.close();
    assertRefused(signup("refused"));
    for (int i = 0; i < 10; i++) { // the next try would succeed
      assertRefused(signup("too soon"), exposure("ada"));
    }
    assertEquals(List.of(), kept());
    assertEquals(12, unprotected.sum(), "eleven signups, and one exposure that counts once");

    pass(JournalWriter.BETWEEN_TRIES);
    writer.write(List.of(signup("after")));
    assertEquals(List.of("ada", "after"), kept());
    assertEquals(12, unprotected.sum());
  }

  @Test
  void tryThatFailsAgainLeavesNothingBehind() throws Exception {
    writer.write(List.of(signup("before")));
    file.close();
    assertRefused(signup("refused"));
    Path inTheWay = Files.createDirectories(folder.resolve("journal.new").resolve("x"));
    pass(JournalWriter.BETWEEN_TRIES);
    assertRefused(signup("refused again"));
    assertEquals(List.of("before"), kept());

    Files.delete(inTheWay);
    pass(JournalWriter.BETWEEN_TRIES);
    writer.write(List.of(signup("after")));
    assertEquals(List.of("before", "after"), kept());
    assertFalse(Files.exists(folder.resolve("journal.new")));
  }

  private void pass(Duration time) {
    now.set(now.get().plus(time));
  }

  private void assertRefused(JournalNote... notes) {
    assertThrows(IOException.class, () -> writer.write(List.of(notes)));
  }

  /** Whose events a start would find. */
  private List<String> kept() throws Exception {
    try (JournalFile read = JournalFile.open(folder.resolve("journal"))) {
      List<String> users = new ArrayList<>();
      for (String event : read.read().values()) {
        users.add(LogEvents.readEvent(event).key().userId());
      }
      return users;
    }
  }

  private static JournalNote signup(String user) {
    return new JournalNote.Logged("visited_signup", user, Instant.EPOCH, new CompletableFuture<>());
  }

  private static JournalNote exposure(String user) {
    return new JournalNote.Exposed(
        new Exposure(user, "button_color_v3", "green", true, "NETWORK", List.of()), Instant.EPOCH);
  }
}
