package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreOptions;
import dev.buttoncolor.store.StoreStatus;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.runs.DesignSettings;
import dev.buttoncolor.support.FakeStatsig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the SDK does not hand over its events, nothing is confirmed, and nothing is lost. */
@Timeout(60)
class HeldFlushTest {

  private static final VisitorId ADA = new VisitorId("ada");

  @TempDir private Path folder;

  @Test
  void signupsAreNotConfirmedAndBothHalvesComeTogetherLater() throws Exception {
    StoreOptions options =
        new StoreOptions(
            Mode.LIVE,
            Documents.NAMES.experiment(),
            new DesignSettings(Optional.empty(), Optional.empty()),
            "key",
            Documents.NAMES.signupEvent(),
            1 << 20);
    try (FakeStatsig statsig = FakeStatsig.start("secret-held", Documents.named("running"));
        LiveClient live = LiveClient.start(statsig, folder);
        EventStore store =
            EventStore.open(
                new SqliteDatabase(folder.resolve("experiment.db")),
                options,
                live.client().events(),
                Clock.systemUTC())) {
      live.client().observe(spec -> store.observe(spec, Instant.now()));
      Experiment experiment = new Experiment(live.client(), store, Clock.systemUTC());
      SdkEvents events = (SdkEvents) live.client().events();
      synchronized (events.handedOver) {
        experiment.expose(ADA);
        assertEquals(SignupOutcome.NOT_RECORDED, experiment.signUp(ADA).join());
        StoreStatus status = store.check();
        assertEquals(StoreStatus.Health.FAILING, status.health());
        assertTrue(status.detail().contains("SDK does not hand over its events"), status::detail);
        assertEquals(0, store.outbox().contents().events());
      }
      assertTrue(store.outbox().commitLogged(Duration.ofSeconds(30)));
      assertEquals(2, store.outbox().contents().events());
      assertEquals(SignupOutcome.CONVERSION, experiment.signUp(ADA).join());
    }
  }
}
