package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierOutboxTest {

  private static String logged(Path folder) {
    try (CapturedLog log = new CapturedLog()) {
      EarlierOutbox.warnOf(folder);
      return log.text();
    }
  }

  @Test
  void filesThatHoldEventsAreNamedAndLeftAsTheyAre(@TempDir Path folder) throws Exception {
    Path outbox = folder.resolve("outbox.db");
    Path journal = folder.resolve("events.journal");
    assertEquals("", logged(folder));
    Files.createFile(journal);
    try (Connection connection = TestDatabase.inFile(outbox).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE batch (body BLOB, dead_letter TEXT)");
      statement.execute("INSERT INTO batch VALUES ('{}', 'answered 400')");
      assertEquals("", logged(folder));
      statement.execute("INSERT INTO batch VALUES ('{}', NULL)");
    }
    Files.writeString(journal, "an event");
    byte[] before = Files.readAllBytes(outbox);
    String log = logged(folder);
    assertTrue(log.contains("outbox.db holds events of an earlier version"), log);
    assertTrue(log.contains("events.journal holds events of an earlier version"), log);
    assertArrayEquals(before, Files.readAllBytes(outbox));
    assertEquals("an event", Files.readString(journal));
  }
}
