package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.PostgresServer;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three instances on one database, with the same visitors on all of them: what was answered is
 * there and counted once, whichever process dies.
 */
class SharedKillIT {
  private static final Logger LOG = LoggerFactory.getLogger(SharedKillIT.class);
  private static final int KILLS = 20;

  /** One in so many kills takes the database along. */
  private static final int WITH_DATABASE = 4;

  private static final int INSTANCES = 3;

  @TempDir private Path folder;

  private final Random random = new Random(20_261_124);
  private final Set<String> answered = new HashSet<>();
  private final List<RunningProgram> instances = new ArrayList<>();
  private String database;

  private RunningProgram start(int instance) throws Exception {
    return RunningProgram.ofJar(
        Files.createDirectories(folder.resolve("instance-" + instance)),
        Map.of(
            "DATABASE_URL",
            database,
            "VISITOR_ID_KEY",
            "the key of a test's instances",
            "JDK_JAVA_OPTIONS",
            "-XX:TieredStopAtLevel=1"));
  }

  @Test
  void noAnsweredSignupIsLostOrCountedTwice() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder.resolve("postgres"))) {
      database = server.newDatabase();
      for (int i = 0; i < INSTANCES; i++) {
        instances.add(start(i));
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        visitAndKill(server, kill);
      }
      assertNothingLost();
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
    instances.get(killed).close();
    instances.set(killed, start(killed));
  }

  private void assertNothingLost() throws Exception {
    for (RunningProgram instance : instances) {
      while (!instance.get("/ready").body().contains("takes writes")) {
        Thread.onSpinWait(); // each answer takes up to a second while the database is away
      }
    }
    StoredEvents stored = StoredEvents.at(database);
    assertEquals(Set.of(), stored.missing(answered));
    for (RunningProgram instance : instances) {
      while (!stored.groups().equals(StoredEvents.published(instance.get("/results.json")))) {
        Thread.onSpinWait(); // at most a second behind; the test's time-out ends what is not equal
      }
    }
  }
}
