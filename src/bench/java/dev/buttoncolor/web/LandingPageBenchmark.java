package dev.buttoncolor.web;

import dev.buttoncolor.experiment.ButtonColor;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
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
  private final ButtonColor color = new ButtonColor(0, 128, 0);
  private final Bytes bytes = new Bytes();
  private final HttpServletResponse response =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              LandingPageBenchmark.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, args) ->
                  method.getReturnType() == ServletOutputStream.class ? bytes : null);

  /** Counts what is written, so that none of it can be left out. */
  private static final class Bytes extends ServletOutputStream {
    private long written;

    @Override
    public void write(int b) {
      written++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      written += length;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  /** One page, written to where nobody reads. */
  @Benchmark
  public long renderLandingPage() throws IOException {
    Answers.landing(
        response,
        new LandingPage(
            "Data Engineering Boot Camp",
            color,
            "0123456789abcdef0123456789abcdef",
            "Green",
            "BOOTSTRAP",
            true,
            null,
            "/signup",
            null));
    return bytes.written;
  }
}
