package dev.buttoncolor.web;

import dev.buttoncolor.web.landing.LandingServlet;
import dev.buttoncolor.web.landing.SignupServlet;
import dev.buttoncolor.web.ops.Metrics;
import dev.buttoncolor.web.results.ResultsServlet;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and measures requests, and writes them to the log if the operator asks for that. */
final class RequestRecord implements RequestLog {

  /** Off unless {@code ACCESS_LOG} is set. */
  private static final Logger ACCESS = LoggerFactory.getLogger("access");

  /** All other paths share one label, or clients could make up labels. */
  private static final Set<String> PAGES =
      Set.of(
          LandingServlet.PATH, SignupServlet.PATH, ResultsServlet.PATH, ResultsServlet.JSON_PATH);

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  private static final String OTHER = "other";

  private final Counter requests;
  private final Histogram seconds;

  RequestRecord(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name(Metrics.PREFIX + "http_requests_total")
            .help("Requests by page, method and class of the status.")
            .labelNames("page", "method", "status")
            .register(registry);
    seconds =
        Histogram.builder()
            .name(Metrics.PREFIX + "http_request_duration_seconds")
            .help("Time from a request's last header to the end of its answer, by page.")
            .labelNames("page")
            .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5)
            .classicOnly()
            .register(registry);
  }

  /** Called once the answer is complete, errors included. */
  @Override
  public void log(Request request, Response response) {
    long nanos = System.nanoTime() - request.getHeadersNanoTime();
    String path = request.getHttpURI().getCanonicalPath();
    String page = PAGES.contains(path) ? path : OTHER;
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER;
    requests.labelValues(page, method, response.getStatus() / 100 + "xx").inc();
    seconds.labelValues(page).observe(nanos / 1e9);
    if (ACCESS.isInfoEnabled()) { // without the query, which may hold a visitor's id
      ACCESS.info(
          "{} {} {} {} bytes {} ms",
          request.getMethod(),
          request.getHttpURI().getPath(),
          response.getStatus(),
          Response.getContentBytesWritten(response),
          TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }
}
