package dev.buttoncolor.web.ops;

import dev.buttoncolor.web.http.PageServlet;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /metrics}: what Prometheus collects, in its text format. */
public final class MetricsServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  private final transient PrometheusRegistry registry;
  private final transient PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  public MetricsServlet(PrometheusRegistry registry) {
    super("GET", "HEAD");
    this.registry = registry;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(PrometheusTextFormatWriter.CONTENT_TYPE);
    writer.write(response.getOutputStream(), registry.scrape());
  }
}
