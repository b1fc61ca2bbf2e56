package dev.buttoncolor.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A real database with a fault or a limit of a test's, which overrides what it needs. */
public abstract class WrappedDatabase implements Database, TestDatabase {

  private final TestDatabase database;
  private final Database events;

  public WrappedDatabase(TestDatabase database) {
    this.database = database;
    events = database.database();
  }

  /** What a session becomes. */
  public abstract Session wrapped(Session session);

  @Override
  public final Database database() {
    return this;
  }

  @Override
  public final Connection connect() throws SQLException {
    return database.connect();
  }

  @Override
  public final Session openSession() throws SQLException, StoreException {
    return wrapped(events.openSession());
  }

  @Override
  public final Connection connectForReading() throws SQLException {
    return events.connectForReading();
  }

  @Override
  public final boolean isShared() {
    return events.isShared();
  }

  @Override
  public final boolean isRefusal(SQLException e) {
    return events.isRefusal(e);
  }

  @Override
  public final String describe(SQLException e) {
    return events.describe(e);
  }

  /** A session that does as the real one. */
  public static class WrappedSession implements Session {

    private final Session session;

    public WrappedSession(Session session) {
      this.session = session;
    }

    @Override
    public Connection connection() {
      return session.connection();
    }

    @Override
    public void begin() throws SQLException {
      session.begin();
    }

    @Override
    public void commit() throws SQLException {
      session.commit();
    }

    @Override
    public void rollback() throws SQLException {
      session.rollback();
    }

    @Override
    public boolean isShared() {
      return session.isShared();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
