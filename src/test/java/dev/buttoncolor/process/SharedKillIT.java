package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.PostgresServer;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two live instances on one database, with the same visitors on both: what was answered is there
 * and counted once, and reaches Statsig, whichever process dies. {@code -Dkills=20} kills more
 * often.
 */
@Order(1) // it may wait 45 s for a lease to end, while others run
class SharedKillIT {
  private static final Logger LOG = LoggerFactory.getLogger(SharedKillIT.class);
  private static final int KILLS = Integer.getInteger("kills", 3);

  /** One in so many kills takes the database along. */
  private static final int WITH_DATABASE = 3;

  private static final int INSTANCES = 2;

  @TempDir private Path folder;

  private final Random random = new Random(20_261_124);
  private final List<Integer> killsAfter = new ArrayList<>(); // so many requests to Statsig
  private final Set<String> answered = new HashSet<>();
  private final List<RunningProgram> instances = new ArrayList<>();
  private FakeStatsig statsig;
  private String database;

  private RunningProgram start(int instance) throws Exception {
    Map<String, String> settings = new HashMap<>(statsig.settings());
    settings.put("DATABASE_URL", database);
    settings.put("VISITOR_ID_KEY", "the key of a test's instances");
    return RunningProgram.ofJar(
        Files.createDirectories(folder.resolve("instance-" + instance)), settings);
  }

  @Test
  void noAnsweredSignupIsLostOrCountedTwice() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder.resolve("postgres"));
        FakeStatsig fake = FakeStatsig.start("secret-shared-kill")) {
      statsig = fake;
      database = server.newDatabase();
      for (int i = 0; i < INSTANCES; i++) {
        instances.add(start(i));
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        visitAndKill(server, kill);
      }
      assertNothingLost();
      assertAllArrived();
    } finally {
      for (RunningProgram instance : instances) {
        instance.close();
      }
    }
    LOG.info(
        "{} kills of an instance, {} of the database, {} answered signups, 0 lost",
        KILLS,
        KILLS / WITH_DATABASE,
        answered.size());
  }

  private void visitAndKill(PostgresServer server, int kill) throws Exception {
    List<Visitors> visitors = new ArrayList<>();
    for (RunningProgram instance : instances) {
      visitors.add(Visitors.at(instance.url(), "kill-" + kill)); // the same people on each
    }
    int killed = random.nextInt(INSTANCES);
    visitors.get(killed).awaitSignups(1 + random.nextInt(100));
    if (kill % WITH_DATABASE == 0) {
      server.kill();
    }
    instances.get(killed).kill();
    for (Visitors each : visitors) {
      each.leave();
      answered.addAll(each.signedUp());
    }
    if (kill % WITH_DATABASE == 0) {
      server.restart();
    }
    killsAfter.add(statsig.received().count());
    instances.get(killed).close();
    instances.set(killed, start(killed));
  }

  private void assertNothingLost() throws Exception {
    for (RunningProgram instance : instances) {
      Polling.until(() -> instance.get("/ready").body().contains("takes writes"));
    }
    StoredEvents stored = StoredEvents.at(database);
    assertEquals(Set.of(), stored.missing(answered));
    for (RunningProgram instance : instances) {
      Polling.until(
          () -> stored.groups().equals(StoredEvents.published(instance.get("/results.json"))));
    }
  }

  /** What a killed instance had leased comes once the lease is over. */
  private void assertAllArrived() throws Exception {
    Polling.until(() -> StoredEvents.waiting(database) == 0);
    for (String visitor : StoredEvents.at(database).exposed()) {
      statsig.received().awaitEvent("statsig::config_exposure", visitor);
    }
    for (String visitor : answered) {
      statsig.received().awaitEvent("visited_signup", visitor);
    }
    // Both instances log each visitor, so only the whole event tells one from another.
    statsig.received().assertOnce(event -> event.json().toString(), killsAfter, INSTANCES);
  }
}
