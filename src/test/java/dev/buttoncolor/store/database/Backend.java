package dev.buttoncolor.store.database;

import java.nio.file.Path;

/** The kinds of databases that the same tests run on. */
public enum Backend {
  SQLITE,
  POSTGRESQL;

  /** A database of this kind. */
  public TestDatabase newDatabase(Path folder) {
    return this == SQLITE
        ? TestDatabase.inFile(folder.resolve("experiment.db"))
        : TestDatabase.onServer();
  }
}
