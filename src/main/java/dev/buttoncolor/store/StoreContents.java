package dev.buttoncolor.store;

import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.sqlite.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a store holds, in words for the log of a start. */
final class StoreContents {

  private static final Logger LOG = LoggerFactory.getLogger(StoreContents.class);

  private StoreContents() {}

  /** Visitors and runs of each mode and experiment; empty where there are no visitors. */
  static Optional<String> of(Connection connection) throws SQLException {
    String contents =
        Sql.query(
                connection,
                """
                SELECT r.mode, r.experiment, count(DISTINCT r.id) AS runs,
                       CAST(sum(t.visitors) AS BIGINT) AS visitors
                FROM time_bucket t JOIN run r ON r.id = t.run
                GROUP BY r.mode, r.experiment ORDER BY r.mode, r.experiment\
                """,
                row ->
                    "%s in %s of %s"
                        .formatted(
                            plural(row.getLong("visitors"), "visitor"),
                            plural(row.getLong("runs"), row.getString("mode") + " run"),
                            row.getString("experiment")))
            .stream()
            .collect(Collectors.joining(", "));
    return Optional.of(contents).filter(text -> !text.isEmpty());
  }

  private static String plural(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Says of a file that it holds visitors who are not in the database that is used instead. */
  static void warnOfFile(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (Session session = new SqliteDatabase(file).openSession()) {
      of(session.connection())
          .ifPresent(
              contents ->
                  LOG.warn(
                      "The store {} holds {}; they stay there and are not in the results of the"
                          + " database",
                      file,
                      contents));
    } catch (SQLException | StoreException e) {
      LOG.warn("The store {} is not used, and cannot be read: {}", file, e.getMessage());
    }
  }
}
