package dev.buttoncolor.web;

import dev.buttoncolor.web.WebServer.Backend;
import dev.buttoncolor.web.WebServer.Section;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.Assets;
import dev.buttoncolor.web.http.ErrorAnswers;
import dev.buttoncolor.web.http.PageServlet;
import dev.buttoncolor.web.landing.LandingServlet;
import dev.buttoncolor.web.landing.SignupServlet;
import dev.buttoncolor.web.ops.Metrics;
import dev.buttoncolor.web.ops.Readiness;
import dev.buttoncolor.web.results.ResultsServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;

/** The table of routes: which servlet answers which address. */
final class Routes extends ServletContextHandler {

  static final String HEALTH = "/health";

  Routes(Set<Section> sections, Backend parts, Limits limits) {
    boolean visitors = sections.contains(Section.VISITORS);
    boolean results = sections.contains(Section.RESULTS);
    setErrorHandler(new ErrorAnswers(visitors));
    setAllowNullPathInContext(true); // or an empty path would be redirected to //
    add(new NotFoundServlet(), "/"); // what no other answers
    add(new Assets.Servlet(), Assets.PATH + "/*");
    if (visitors) {
      add(new LandingServlet(parts.visitors(), parts.experiment(), results), ""); // exactly /
      add(
          new SignupServlet(
              parts.visitors(),
              parts.experiment(),
              parts.signupEvent(),
              parts.store().isShared(),
              limits.waitingSignups(),
              results),
          SignupServlet.PATH);
    }
    if (results) {
      add(
          new ResultsServlet(
              parts.store(),
              parts.experiment(),
              visitors,
              () -> note(parts),
              parts.recentVisits()::trueRates),
          ResultsServlet.PATH,
          ResultsServlet.JSON_PATH,
          ResultsServlet.CSV_PATH,
          ResultsServlet.METHOD_PATH);
    }
    if (sections.contains(Section.OPERATIONS)) {
      add(new HealthServlet(), HEALTH);
      add(parts.readiness(), Readiness.PATH);
      add(parts.metrics(), Metrics.PATH);
    }
  }

  /**
   * Answers 404 to every method at every address without a page. Jetty's default would answer TRACE
   * by repeating the request's headers, cookies included.
   */
  private static final class NotFoundServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  /** The process answers; {@code /ready} tells whether it can do its work. */
  private static final class HealthServlet extends PageServlet {
    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Answers.json(response, Map.of("status", "up"));
    }
  }

  private static Optional<String> note(Backend parts) {
    return Stream.of(parts.experiment().remark(), parts.recentVisits().oneAddress())
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + " " + other);
  }

  private void add(Servlet servlet, String... paths) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    for (String path : paths) {
      addServlet(holder, path);
    }
  }
}
