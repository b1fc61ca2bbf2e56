package dev.buttoncolor.web.ops;

import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** {@code /metrics}: what Prometheus collects, in its text format. */
public final class MetricsServlet extends PageServlet {

  public static final String PATH = "/metrics";

  private final transient PrometheusRegistry registry;
  private final transient PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  public MetricsServlet(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /**
   * Called with the first request: the JVM's own beans would take a tenth of a second of the start.
   */
  @Override
  public void init() {
    JvmMetrics.builder().register(registry);
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, registry.scrape());
    Answers.send(response, PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }
}
