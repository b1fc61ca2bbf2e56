package dev.buttoncolor.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

/** A SQLite file whose size a test limits, as a full disk would. */
final class LimitedDatabase implements EventDatabase, TestDatabase {

  private final Path file;
  private final SqliteDatabase database;
  private volatile Session session;

  LimitedDatabase(Path file) {
    this.file = file;
    database = new SqliteDatabase(file);
  }

  /** Lets the file grow by no page more. */
  void leaveNoRoom() throws SQLException {
    limit("1"); // no less than what is there
  }

  void leaveRoom() throws SQLException {
    limit("1000000");
  }

  private void limit(String pages) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  @Override
  public EventStore open(StoreOptions options, InstantSource clock) throws StoreException {
    return EventStore.in(this, options, clock);
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  @Override
  public Session openSession() throws SQLException, StoreException {
    session = database.openSession();
    return session;
  }

  @Override
  public Connection connectForReading() throws SQLException {
    return database.connectForReading();
  }

  @Override
  public boolean isShared() {
    return database.isShared();
  }

  @Override
  public boolean isRefusal(SQLException e) {
    return database.isRefusal(e);
  }

  @Override
  public String describe(SQLException e) {
    return database.describe(e);
  }
}
