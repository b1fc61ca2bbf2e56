package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.database.Backend;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the log of a start says of the visitors that are there. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class FoundAtStartTest {

  @Parameter Backend backend;

  private static Optional<String> contents(TestStore test) throws Exception {
    try (Connection connection = test.database.connect()) {
      return StoreContents.of(connection);
    }
  }

  @Test
  void visitorsAreNamedByModeAndExperiment(@TempDir Path folder) throws Exception {
    try (TestStore test = TestStore.on(backend.newDatabase(folder))) {
      assertEquals(Optional.empty(), contents(test));
      test.expose(1, "Blue");
      test.expose(2, "Blue");
      test.observe(TestStore.running("another"));
      test.store().expose(TestStore.visitor(3), "Blue", "another", test.clock.instant());
      test.store().close();
      test.open(TestStore.options(Mode.LIVE, "button_color"));
      test.expose(4, "Blue");
      test.flush();

      assertEquals(
          Optional.of(
              "3 visitors in 2 embedded runs of button_color,"
                  + " 1 visitor in 1 live run of button_color"),
          contents(test));
    }
  }
}
