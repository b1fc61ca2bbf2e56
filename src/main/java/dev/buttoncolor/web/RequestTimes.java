package dev.buttoncolor.web;

import dev.buttoncolor.web.landing.LandingServlet;
import dev.buttoncolor.web.landing.SignupServlet;
import dev.buttoncolor.web.results.ResultsServlet;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Measures requests, from their last header to the end of their answer. */
final class RequestTimes implements RequestLog {

  /**
   * The pages with a label of their own. All other paths share one, or clients could make up
   * labels.
   */
  private static final List<String> PAGES =
      List.of(
          LandingServlet.PATH, SignupServlet.PATH, ResultsServlet.PATH, ResultsServlet.JSON_PATH);

  private final Map<String, DistributionDataPoint> byPage;
  private final DistributionDataPoint others;

  RequestTimes(PrometheusRegistry registry) {
    Histogram seconds =
        Histogram.builder()
            .name("http_request_seconds")
            .help("Time from a request's last header to the end of its answer, by page.")
            .labelNames("page")
            .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5)
            .classicOnly()
            .register(registry);
    byPage = PAGES.stream().collect(Collectors.toMap(Function.identity(), seconds::labelValues));
    others = seconds.labelValues("other");
  }

  /** Called once the answer is complete, errors included. */
  @Override
  public void log(Request request, Response response) {
    byPage
        .getOrDefault(request.getHttpURI().getCanonicalPath(), others)
        .observe((System.nanoTime() - request.getHeadersNanoTime()) / 1e9);
  }
}
