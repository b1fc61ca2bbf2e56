package dev.buttoncolor.store.database;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A database whose commits succeed, while the answers to some of them are lost. */
public final class LostAnswerDatabase extends WrappedDatabase {

  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  public LostAnswerDatabase(TestDatabase database) {
    super(database);
  }

  /** Loses the answers to so many commits to come. */
  public void lose(int answers) {
    toLose.set(answers);
  }

  /** How many answers were lost. */
  public int lost() {
    return lost.get();
  }

  @Override
  public Session wrapped(Session session) {
    return new WrappedSession(session) {
      @Override
      public void commit() throws SQLException {
        super.commit();
        if (toLose.getAndUpdate(n -> n - 1) > 0) {
          lost.incrementAndGet();
          throw new SQLException("the connection was lost", "08006");
        }
      }
    };
  }
}
