package dev.buttoncolor.store.database;

import dev.buttoncolor.support.PostgresServer;
import java.nio.file.Path;

/** The kinds of databases that the same tests run on. */
public enum Backend {
  /** A SQLite file. */
  SQLITE {
    @Override
    public TestDatabase newDatabase(Path folder) {
      return new SqliteTestDatabase(folder.resolve("experiment.db"));
    }
  },

  /** A database on a PostgreSQL server. */
  POSTGRESQL {
    @Override
    public TestDatabase newDatabase(Path folder) {
      return new PostgresTestDatabase(PostgresServer.shared().newDatabase());
    }
  };

  /** A database that is not there yet, or empty. */
  public abstract TestDatabase newDatabase(Path folder);
}
