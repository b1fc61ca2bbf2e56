package dev.buttoncolor.store;

import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An earlier version kept its outbox apart from its store. */
public final class EarlierOutbox {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierOutbox.class);

  private EarlierOutbox() {}

  /** Says in the log which of its files still holds events, and leaves them as they are. */
  public static void warnOf(Path folder) {
    Path outbox = folder.resolve("outbox.db");
    if (Files.exists(outbox)) {
      try (Session session = new SqliteDatabase(outbox).connectForReading()) {
        if (session.number("SELECT count(*) FROM batch WHERE dead_letter IS NULL") > 0) {
          warn(outbox);
        }
      } catch (SQLException e) {
        LOG.warn("The outbox of an earlier version cannot be read: {}", e.getMessage());
      }
    }
    Path journal = folder.resolve("events.journal"); // what was not in the outbox yet
    if (journal.toFile().length() > 0) {
      warn(journal);
    }
  }

  private static void warn(Path file) {
    LOG.warn(
        "{} holds events of an earlier version, which this one does not send: start that version"
            + " once more while Statsig answers, and stop it when its /ready says that none waits",
        file);
  }
}
