package dev.buttoncolor.web;

import dev.buttoncolor.web.http.Assets;
import dev.buttoncolor.web.http.AssetsServlet;
import dev.buttoncolor.web.http.ErrorAnswers;
import dev.buttoncolor.web.http.NotFoundServlet;
import dev.buttoncolor.web.landing.LandingServlet;
import dev.buttoncolor.web.landing.SignupServlet;
import dev.buttoncolor.web.landing.VisitorReader;
import dev.buttoncolor.web.ops.HealthServlet;
import dev.buttoncolor.web.ops.MetricsServlet;
import dev.buttoncolor.web.ops.ReadyServlet;
import dev.buttoncolor.web.results.ResultsServlet;
import jakarta.servlet.Servlet;
import java.util.Set;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;

/** The table of routes: which servlet answers which address. */
final class Routes {

  private final ServletContextHandler table = new ServletContextHandler();
  private final Backend backend;

  private Routes(Backend backend) {
    this.backend = backend;
  }

  /** The routes of a port that serves these sections. */
  static ServletContextHandler of(Set<Section> sections, Backend backend, Limits limits) {
    Routes routes = new Routes(backend);
    routes.table.setErrorHandler(new ErrorAnswers());
    routes.table.setAllowNullPathInContext(true); // or an empty path would be redirected to //
    routes.add(new NotFoundServlet(), "/"); // what no other answers
    routes.add(new AssetsServlet(), Assets.PATH + "/*");
    if (sections.contains(Section.VISITORS)) {
      routes.addVisitors(limits, sections.contains(Section.RESULTS));
    }
    if (sections.contains(Section.RESULTS)) {
      routes.addResults();
    }
    if (sections.contains(Section.OPERATIONS)) {
      routes.addOperations();
    }
    return routes.table;
  }

  private void addVisitors(Limits limits, boolean linkResults) {
    VisitorReader visitors =
        new VisitorReader(backend.proxies(), backend.visitorKey(), backend.experiment());
    add(new LandingServlet(visitors, backend.experiment(), linkResults), ""); // exactly /
    add(
        new SignupServlet(
            visitors,
            backend.experiment(),
            backend.signupEvent(),
            limits.waitingSignups(),
            linkResults),
        SignupServlet.PATH);
  }

  private void addResults() {
    add(
        new ResultsServlet(backend.store(), backend.experiment()),
        ResultsServlet.PATH,
        ResultsServlet.JSON_PATH,
        ResultsServlet.CSV_PATH,
        ResultsServlet.METHOD_PATH);
  }

  private void addOperations() {
    add(new HealthServlet(), HealthServlet.PATH);
    add(new ReadyServlet(backend.readiness()), ReadyServlet.PATH);
    add(new MetricsServlet(backend.registry()), MetricsServlet.PATH);
  }

  private void add(Servlet servlet, String... paths) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    for (String path : paths) {
      table.addServlet(holder, path);
    }
  }
}
