package dev.buttoncolor.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the parts of a page cost, each alone. */
final class Parts {
  private static final int FORKS = 2;
  private static final int ITERATIONS = 3;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Parts() {}

  static void print(Settings settings) throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("dev\\.buttoncolor\\..*Benchmark\\.")
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
}
