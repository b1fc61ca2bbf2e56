package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version has not sent is named, and left as it is. */
class EarlierOutboxTest {

  @TempDir private Path folder;
  private Path outbox;
  private Path journal;

  @BeforeEach
  void makeEmpty() throws Exception {
    outbox = folder.resolve("outbox.db");
    journal = Files.createFile(folder.resolve("events.journal"));
    change("CREATE TABLE batch (body BLOB, dead_letter TEXT)");
  }

  private void change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + outbox);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String logged() {
    try (CapturedLog log = new CapturedLog()) {
      EarlierOutbox.warnOf(folder);
      return log.text();
    }
  }

  @Test
  void filesThatHoldEventsAreNamed() throws Exception {
    change("INSERT INTO batch VALUES ('{}', NULL)");
    Files.writeString(journal, "an event");
    byte[] before = Files.readAllBytes(outbox);
    String log = logged();
    assertTrue(log.contains("outbox.db holds events of an earlier version"), log);
    assertTrue(log.contains("events.journal holds events of an earlier version"), log);
    assertArrayEquals(before, Files.readAllBytes(outbox));
    assertEquals("an event", Files.readString(journal));
  }

  @Test
  void drainedFilesAreNotWorthAWord() throws Exception {
    change("INSERT INTO batch VALUES ('{}', 'answered 400')");
    assertEquals("", logged());
    Files.delete(outbox);
    Files.delete(journal);
    assertEquals("", logged());
  }
}
