package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the journal when its file cannot be written. */
class JournalWriterTest {
  @TempDir private Path folder;
  private JournalFile file;
  private JournalWriter writer;

  @BeforeEach
  void open() throws Exception {
    InstantSource clock = InstantSource.system();
    Outbox outbox = Outbox.open(folder.resolve("outbox.db"), RelayedStatsig.MAX_BYTES, clock);
    file = JournalFile.open(folder.resolve("journal"));
    writer = new JournalWriter(file, outbox, () -> {}, Optional.empty(), clock);
  }

  @Test
  void failedSignupIsNotKeptAndTheRestIsWrittenOnceThatWorksAgain() throws Exception {
    writer.write(List.of(signup("before")));
    file.close(); // every write to it fails from here on
    assertThrows(
        IOException.class, () -> writer.write(List.of(exposure("ada"), signup("refused"))));
    writer.write(List.of(signup("after")));

    List<String> kept = List.copyOf(JournalFile.open(folder.resolve("journal")).read().values());
    assertEquals(3, kept.size());
    assertTrue(kept.get(0).contains("before"), kept.get(0));
    assertTrue(kept.get(1).contains("ada"), kept.get(1));
    assertTrue(kept.get(2).contains("after"), kept.get(2));
  }

  private static JournalNote signup(String user) {
    return new JournalNote.Logged(
        "visited_signup", user, InstantSource.system().instant(), new CompletableFuture<>());
  }

  private static JournalNote exposure(String user) {
    return new JournalNote.Exposed(
        new Exposure(user, "button_color_v3", "green", true, "NETWORK", List.of()),
        InstantSource.system().instant());
  }
}
