package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.database.SqliteDatabase;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
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
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** From an address to a color, and from a new visitor's exposure to the disk. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PartsBenchmark {
  private static final int FORKS = 2;
  private static final int ITERATIONS = 3;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private static final int VISITORS = 2_000;
  private static final Instant NOW = Instant.now();

  /** What the parts of a page cost, each alone. */
  static void print(Settings settings) throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("PartsBenchmark")
        .forks(FORKS)
        .warmupIterations(2)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(ITERATIONS)
        .measurementTime(TimeValue.seconds(1))
        .jvmArgsAppend(settings.jvmFlags().toArray(new String[0]))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    Table table = new Table("part", "µs", "±", "bytes allocated");
    for (RunResult result : new Runner(options.build()).run()) {
      table.row(
          result.getPrimaryResult().getLabel(),
          "%.3f".formatted(result.getPrimaryResult().getScore()),
          "%.3f".formatted(result.getPrimaryResult().getScoreError()),
          "%,.0f".formatted(result.getSecondaryResults().get(ALLOCATED).getScore()));
    }
    table.print("Parts: JMH, %d forks of %d s".formatted(FORKS, ITERATIONS));
  }

  /** The experiment as the embedded mode has it. */
  @State(Scope.Benchmark)
  public static class Evaluation {
    private final VisitorKey key = VisitorKey.of("a key of the benchmark's own");
    private final VisitorId returning = new VisitorId("somebody");
    private final String color = "green";
    private InetAddress address;
    private StatsigClient experiment;
    private long arrived;

    @Setup
    public void start() throws Exception {
      address = InetAddress.getByName("192.0.2.1");
      try (InputStream specs = PartsBenchmark.class.getResourceAsStream("/specs.json")) {
        String document = new String(specs.readAllBytes(), StandardCharsets.UTF_8);
        experiment = StatsigClient.embedded(Visitors.NAMES, document);
      }
    }

    private VisitorId next() {
      return new VisitorId("visitor-" + arrived++);
    }

    @TearDown
    public void stop() {
      experiment.close();
    }
  }

  @Benchmark
  public VisitorId visitorIdOfAddress(Evaluation state) {
    return state.key.idOf(state.address);
  }

  @Benchmark
  public VisitorId randomVisitorId() {
    return VisitorId.random();
  }

  /** The group of a visitor who was assigned before: the SDK remembers them. */
  @Benchmark
  public Assignment exposeReturning(Evaluation state) {
    return state.experiment.expose(state.returning);
  }

  @Benchmark
  public Assignment exposeNew(Evaluation state) {
    return state.experiment.expose(state.next());
  }

  /** The group of a new visitor if the visit is not counted. */
  @Benchmark
  public Assignment assignNew(Evaluation state) {
    return state.experiment.assign(state.next());
  }

  @Benchmark
  public Optional<ButtonColor> parseColor(Evaluation state) {
    return ButtonColor.parse(state.color);
  }

  /** An empty store, and new visitors for each invocation, whose drawing is not measured. */
  @State(Scope.Benchmark)
  public static class Store {
    private Path folder;
    private EventStore store;
    private VisitorId[] visitors;

    @Setup
    public void open() throws Exception {
      folder = Files.createTempDirectory("store");
      store =
          Visitors.store(new SqliteDatabase(folder.resolve("experiment.db")), Clock.systemUTC());
    }

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
  }

  /** What a page waits for. */
  @Benchmark
  @OperationsPerInvocation(VISITORS)
  public void handOverExposure(Store state) {
    for (VisitorId visitor : state.visitors) {
      Visitors.expose(state.store, visitor, "Blue", NOW);
    }
  }

  /** All that an exposure takes, in a busy hour. */
  @Benchmark
  @OperationsPerInvocation(VISITORS)
  public SignupOutcome commitExposure(Store state) {
    handOverExposure(state);
    return Visitors.signUp(state.store, state.visitors[VISITORS - 1], NOW).join();
  }
}
