package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.statsig.Documents;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.PostgresServer;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.support.Visitors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was answered is in the store, counted once, and reaches Statsig, as does what the store
 * counts, whichever process dies. {@code -Dkills=20} kills more often.
 */
@Order(1) // it may wait 45 s for a lease to end, while others run
class KillIT {
  private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
  private static final int KILLS = Integer.getInteger("kills", 3);

  /** By turns: with holdouts and overrides, an experiment that runs and one that has ended. */
  private static final List<String> DOCUMENTS = List.of("everything", "running", "ended");

  /** One in so many kills takes the database along. */
  private static final int WITH_DATABASE = 3;

  @TempDir private Path folder;

  private final Random random = new Random(20_261_124);
  private final List<RunningProgram> instances = new ArrayList<>();
  private final List<Integer> killsAfter = new ArrayList<>(); // so many requests to Statsig
  private final Set<String> thanked = new HashSet<>();
  private final Set<String> signedUp = new HashSet<>();
  private FakeStatsig statsig;

  @BeforeEach
  void startStatsig() throws IOException {
    statsig = FakeStatsig.start("secret-kill");
  }

  @AfterEach
  void endAll() {
    instances.forEach(RunningProgram::close);
    statsig.close();
  }

  /** Lets the same people come to each instance until one is killed, and what else the test has. */
  private void visitAndKill(int kill, RunningProgram killed, AutoCloseable also) throws Exception {
    List<Visitors> visitors =
        instances.stream().map(each -> Visitors.at(each.url(), "kill-" + kill)).toList();
    visitors.get(instances.indexOf(killed)).awaitThanked(1 + random.nextInt(200));
    also.close();
    killed.kill();
    for (Visitors each : visitors) {
      each.leave();
      thanked.addAll(each.thanked());
      signedUp.addAll(each.signedUp());
    }
    killsAfter.add(statsig.received().count());
  }

  private void assertStored(StoredEvents stored) {
    assertEquals(Set.of(), stored.missing(signedUp));
    for (RunningProgram each : instances) {
      Polling.until(
          () -> stored.groups().equals(StoredEvents.published(each.get("/results.json"))),
          () -> stored);
    }
  }

  private void assertArrived(StoredEvents stored) {
    Set<String> exposed = new HashSet<>(stored.exposed());
    exposed.addAll(thanked);
    exposed.forEach(each -> statsig.received().awaitEvent("statsig::config_exposure", each));
    thanked.forEach(each -> statsig.received().awaitEvent("visited_signup", each));
    LOG.info(
        "{} kills, {} answered signups, {} of them conversions, 0 lost; {} events taken",
        KILLS,
        thanked.size(),
        signedUp.size(),
        statsig.received().events().size());
  }

  @Test
  void oneInstance() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      statsig.serve(
          Documents.named(DOCUMENTS.get(kill % DOCUMENTS.size()), 1_700_000_000_000L + kill)
              .replace("\"ada\"", "\"kill-%d-0-0\"".formatted(kill))); // the override's user
      RunningProgram program = startAlone();
      visitAndKill(kill, program, () -> {});
    }
    startAlone();
    assertArrived(StoredEvents.in(folder));
    statsig.received().assertOnce(event -> List.of(event.name(), event.userId()), killsAfter, 1);
  }

  private RunningProgram startAlone() throws Exception {
    instances.clear();
    instances.add(RunningProgram.ofJar(folder, statsig.settings()));
    assertStored(StoredEvents.in(folder));
    return instances.get(0);
  }

  @Test
  void twoInstancesOnOneDatabase() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder.resolve("postgres"))) {
      String database = server.newDatabase();
      instances.add(start("one", database));
      instances.add(start("two", database));
      for (int kill = 1; kill <= KILLS; kill++) {
        int killed = random.nextInt(2);
        boolean withDatabase = kill % WITH_DATABASE == 0;
        visitAndKill(
            kill,
            instances.get(killed),
            () -> {
              if (withDatabase) {
                server.kill();
              }
            });
        if (withDatabase) {
          server.restart();
        }
        instances.set(killed, start(killed == 0 ? "one" : "two", database));
      }
      for (RunningProgram each : instances) {
        Polling.until(() -> each.get("/ready").body().contains("takes writes"));
      }
      assertStored(StoredEvents.at(database));
      // What a killed instance had leased comes once the lease is over.
      Polling.until(() -> StoredEvents.at(database).waiting() == 0);
      assertArrived(StoredEvents.at(database));
      // Both instances log each visitor, so only the whole event tells one from another.
      statsig.received().assertOnce(event -> event.json().toString(), killsAfter, 2);
    }
  }

  private RunningProgram start(String instance, String database) throws IOException {
    Map<String, String> settings = new HashMap<>(statsig.settings());
    settings.put("DATABASE_URL", database);
    settings.put("VISITOR_ID_KEY", "the key of a test's instances");
    return RunningProgram.ofJar(Files.createDirectories(folder.resolve(instance)), settings);
  }
}
