package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.statsig.StatsigClient;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From an address to a color. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EvaluationBenchmark {
  private final VisitorKey key = VisitorKey.of("a key of the benchmark's own");
  private final VisitorId visitor = new VisitorId("somebody");
  private final String color = "green";
  private InetAddress address;
  private StatsigClient experiment;
  private long arrived;

  @Setup
  public void start() throws Exception {
    address = InetAddress.getByName("192.0.2.1");
    try (InputStream specs = EvaluationBenchmark.class.getResourceAsStream("/specs.json")) {
      String document = new String(specs.readAllBytes(), StandardCharsets.UTF_8);
      experiment = StatsigClient.embedded(Visitors.NAMES, document);
    }
  }

  @TearDown
  public void stop() {
    experiment.close();
  }

  @Benchmark
  public VisitorId visitorIdOfAddress() {
    return key.idOf(address);
  }

  @Benchmark
  public VisitorId randomVisitorId() {
    return VisitorId.random();
  }

  /** The group of a visitor who was assigned before: the SDK remembers them. */
  @Benchmark
  public Assignment exposeReturning() {
    return experiment.expose(visitor);
  }

  @Benchmark
  public Assignment exposeNew() {
    return experiment.expose(new VisitorId("visitor-" + arrived++));
  }

  /** The same if the visit is not counted. */
  @Benchmark
  public Assignment assignNew() {
    return experiment.assign(new VisitorId("visitor-" + arrived++));
  }

  @Benchmark
  public Optional<ButtonColor> parseColor() {
    return ButtonColor.parse(color);
  }
}
