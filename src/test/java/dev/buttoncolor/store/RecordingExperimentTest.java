package dev.buttoncolor.store;

import static dev.buttoncolor.store.StoreFile.counts;
import static dev.buttoncolor.store.StoreFile.flush;
import static dev.buttoncolor.store.StoreFile.notCounted;
import static dev.buttoncolor.store.StoreFile.visitor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.results.Counts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordingExperimentTest {

  private final Experiment assigning = mock();
  private EventStore store;
  private Experiment recording;

  @BeforeEach
  void open(@TempDir Path folder) throws StoreException {
    store = new StoreFile(folder).open();
    recording = new RecordingExperiment(assigning, store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Assignment assignment(Optional<String> group) {
    return new Assignment(group, ButtonColor.DEFAULT, "", "BOOTSTRAP");
  }

  @Test
  void exposureIsWrittenDownAndAMereAssignmentIsNot() {
    Assignment green = assignment(Optional.of("Green"));
    when(assigning.assign(visitor(1))).thenReturn(green);
    when(assigning.expose(visitor(1))).thenReturn(green);

    assertSame(green, recording.assign(visitor(1)));
    flush(store);
    assertEquals(Counts.NONE, counts(store, "Green"));
    assertSame(green, recording.expose(visitor(1)));
    flush(store);
    assertEquals(new Counts(1, 0), counts(store, "Green"));
  }

  @Test
  void visitorInNoGroupIsCountedApart() {
    when(assigning.expose(visitor(1))).thenReturn(assignment(Optional.empty()));
    recording.expose(visitor(1));
    flush(store);

    assertEquals(1, notCounted(store, NotCounted.FALLBACK));
    assertEquals(0, store.look().tally().visitors());
  }

  @Test
  void signupGoesToBothAndTheStoreSaysWhetherItCounts() {
    when(assigning.signUp(any()))
        .thenReturn(CompletableFuture.completedFuture(SignupOutcome.CONVERSION));
    assertEquals(SignupOutcome.WITHOUT_EXPOSURE, recording.signUp(visitor(1)).join());
    verify(assigning).signUp(visitor(1));
    when(assigning.expose(visitor(2))).thenReturn(assignment(Optional.of("Blue")));
    recording.expose(visitor(2));

    assertEquals(SignupOutcome.CONVERSION, recording.signUp(visitor(2)).join());
    assertEquals(new Counts(1, 1), counts(store, "Blue"));
  }
}
