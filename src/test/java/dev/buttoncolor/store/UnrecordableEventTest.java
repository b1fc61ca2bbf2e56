package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.Backend;
import dev.buttoncolor.store.database.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One event that cannot be written costs itself and no other. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class UnrecordableEventTest {

  @Parameter Backend backend;
  private TestStore test;

  @BeforeEach
  void open(@TempDir Path folder) throws StoreException {
    test = TestStore.on(backend.newDatabase(folder));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"half a pair \uD83D", "\uDE00 the other half", "zero \0 byte"})
  void groupNameThatIsNoTextIsCountedApart(String name) {
    assertFalse(test.expose(1, name));
    test.expose(2, "Blue");
    test.flush();

    assertEquals(1, test.exclusions(Exclusion.UNRECORDABLE));
    assertEquals(1, test.look().counts().total().visitors());
    assertEquals(SignupOutcome.CONVERSION, test.signUp(2));
  }

  @Test
  void visitorWhomTheDatabaseRefusesStopsNoOther() throws Exception {
    refuse("visitor-13");
    for (int i = 0; i < 100; i++) {
      test.expose(i, i % 2 == 0 ? "Blue" : "Green");
    }
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(13));
    assertEquals(SignupOutcome.CONVERSION, test.signUp(14));
    test.flush();

    assertEquals(new Counts(50, 1), test.counts("Blue"));
    assertEquals(new Counts(49, 0), test.counts("Green"));
    assertEquals(2, test.exclusions(Exclusion.UNRECORDABLE));
    assertEquals(StoreStatus.Health.WORKING, test.store().check().health());
  }

  private void refuse(String visitor) throws Exception {
    refuse(backend, test, visitor);
  }

  /** Lets the database refuse a visitor's row. */
  static void refuse(Backend backend, TestStore test, String visitor) throws Exception {
    if (backend == Backend.SQLITE) {
      test.execute(
          """
          CREATE TRIGGER refuse BEFORE INSERT ON visitor
          WHEN new.visitor = CAST('%s' AS BLOB)
          BEGIN SELECT RAISE(ABORT, 'not this one'); END\
          """
              .formatted(visitor));
    } else {
      test.execute(
          """
          CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
          BEGIN RAISE EXCEPTION 'not this one'; END $$;
          CREATE TRIGGER refuse BEFORE INSERT ON visitor FOR EACH ROW
          WHEN (new.visitor = '%s'::bytea) EXECUTE FUNCTION refuse()\
          """
              .formatted(visitor));
    }
  }
}
