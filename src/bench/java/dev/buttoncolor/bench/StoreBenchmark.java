package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.database.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a new visitor's exposure to the disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StoreBenchmark {
  private static final int VISITORS = 2_000;
  private static final Instant NOW = Instant.now();

  private Path folder;
  private EventStore store;
  private VisitorId[] visitors;

  @Setup
  public void open() throws Exception {
    folder = Files.createTempDirectory("store");
    store = Visitors.store(new SqliteDatabase(folder.resolve("experiment.db")), Clock.systemUTC());
  }

  /** Draws new visitors; this is not measured. */
  @Setup(Level.Invocation)
  public void draw() {
    visitors = new VisitorId[VISITORS];
    for (int i = 0; i < VISITORS; i++) {
      visitors[i] = VisitorId.random();
    }
    store.check(); // returns once nothing waits any more
  }

  @TearDown
  public void close() throws Exception {
    store.close();
    for (String name : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(folder.resolve("experiment.db" + name));
    }
    Files.delete(folder);
  }

  /** What a page waits for. */
  @Benchmark
  @OperationsPerInvocation(VISITORS)
  public void handOverExposure() {
    for (VisitorId visitor : visitors) {
      Visitors.expose(store, visitor, "Blue", NOW);
    }
  }

  /** All that an exposure takes, in a busy hour. */
  @Benchmark
  @OperationsPerInvocation(VISITORS)
  public SignupOutcome commitExposure() {
    handOverExposure();
    return Visitors.signUp(store, visitors[VISITORS - 1], NOW).join();
  }
}
