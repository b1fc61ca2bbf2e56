package dev.buttoncolor.web;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.web.landing.LandingPage;
import dev.buttoncolor.web.landing.LandingPages;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The landing page, from its facts to its bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LandingPageBenchmark {
  private static final LandingPage PAGE =
      new LandingPage(
          "Data Engineering Boot Camp",
          new ButtonColor(0, 128, 0),
          LandingPages.ANYBODY.value(),
          "Green",
          "BOOTSTRAP",
          true,
          null,
          "/signup",
          null);

  private final LandingPages pages = new LandingPages();
  private final VisitorId visitor = VisitorId.random();

  /** One page, ready to be sent. */
  @Benchmark
  public byte[] renderLandingPage() {
    return pages.of(PAGE, visitor);
  }
}
