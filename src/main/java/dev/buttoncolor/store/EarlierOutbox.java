package dev.buttoncolor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An earlier version kept its outbox apart from its store. */
public final class EarlierOutbox {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierOutbox.class);

  private EarlierOutbox() {}

  /** Says in the log which of its files still holds events, and leaves them as they are. */
  public static void warnOf(Path folder) {
    Path outbox = folder.resolve("outbox.db");
    Path journal = folder.resolve("events.journal"); // what was not in the outbox yet
    try {
      if (Files.exists(outbox) && holdsBatches(outbox)) {
        warn(outbox);
      }
      if (Files.exists(journal) && Files.size(journal) > 0) {
        warn(journal);
      }
    } catch (IOException | SQLException e) {
      LOG.warn("The outbox of an earlier version cannot be read: {}", e.getMessage());
    }
  }

  private static boolean holdsBatches(Path outbox) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + outbox + "?mode=ro");
        Statement sql = connection.createStatement();
        ResultSet batch = sql.executeQuery("SELECT 1 FROM batch WHERE dead_letter IS NULL")) {
      return batch.next();
    }
  }

  private static void warn(Path file) {
    LOG.warn(
        "{} holds events of an earlier version, which this one does not send: start that version"
            + " once more while Statsig answers, and stop it when its /ready says that none waits",
        file);
  }
}
