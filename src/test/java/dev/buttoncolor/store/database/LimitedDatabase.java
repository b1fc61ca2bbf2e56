package dev.buttoncolor.store.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;

/** A SQLite file whose size a test limits, as a full disk would. */
public final class LimitedDatabase extends WrappedDatabase {

  private volatile Session session;

  public LimitedDatabase(Path file) {
    super(new SqliteTestDatabase(file));
  }

  @Override
  public Session wrapped(Session opened) {
    session = opened;
    return opened;
  }

  /** Lets the file grow by no page more. */
  public void leaveNoRoom() throws SQLException {
    limit("1"); // no less than what is there
  }

  public void leaveRoom() throws SQLException {
    limit("1000000");
  }

  private void limit(String pages) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }
}
