package dev.buttoncolor.store;

import dev.buttoncolor.store.database.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of a store that run on each kind of database. */
@ParameterizedClass
@EnumSource
@Timeout(60)
abstract class OnEachDatabase {

  enum Backend {
    SQLITE,
    POSTGRESQL
  }

  @Parameter Backend backend;
  TestStore test;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    test =
        open(
            backend == Backend.SQLITE
                ? TestDatabase.inFile(folder.resolve("experiment.db"))
                : TestDatabase.onServer());
  }

  /** With an experiment that runs, unless the tests say otherwise. */
  TestStore open(TestDatabase database) throws Exception {
    return TestStore.on(database);
  }

  @AfterEach
  void close() {
    test.close();
  }
}
