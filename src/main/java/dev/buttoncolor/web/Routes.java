package dev.buttoncolor.web;

import dev.buttoncolor.web.http.Assets;
import dev.buttoncolor.web.http.AssetsServlet;
import dev.buttoncolor.web.http.ErrorAnswers;
import dev.buttoncolor.web.http.NotFoundServlet;
import dev.buttoncolor.web.landing.ClientAddress;
import dev.buttoncolor.web.landing.LandingServlet;
import dev.buttoncolor.web.landing.SignupServlet;
import dev.buttoncolor.web.landing.Visits;
import dev.buttoncolor.web.ops.HealthServlet;
import dev.buttoncolor.web.ops.MetricsServlet;
import dev.buttoncolor.web.ops.ReadyServlet;
import dev.buttoncolor.web.results.LatestResults;
import dev.buttoncolor.web.results.ResultsServlet;
import jakarta.servlet.Servlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.handler.EagerContentHandler;

/** The table of routes: which servlet answers which address. */
final class Routes {

  private static final int MAX_FORM_BYTES = 4 * 1024;
  private static final int MAX_FORM_KEYS = 20;

  private final ServletContextHandler table = new ServletContextHandler();

  Routes() {
    table.setErrorHandler(new ErrorAnswers());
    table.setMaxFormContentSize(MAX_FORM_BYTES);
    table.setMaxFormKeys(MAX_FORM_KEYS);
    table.setAllowNullPathInContext(true); // or an empty path would be redirected to //
    add(new NotFoundServlet(), "/"); // whatever nothing else answers
  }

  /** Reads what comes with a request, a form at most, before its page is asked for. */
  static EagerContentHandler.ContentLoaderFactory content() {
    return new EagerContentHandler.RetainedContentLoaderFactory(MAX_FORM_BYTES, -1, true);
  }

  /** What visitors and those who read the results ask for. */
  Routes withPages(Site site) {
    Visits visits =
        new Visits(new ClientAddress(site.proxies()), site.visitorKey(), site.experiment());
    add(new LandingServlet(visits, site.experiment()), ""); // exactly /
    add(new SignupServlet(visits, site.experiment(), site.signupEvent()), SignupServlet.PATH);
    add(
        new ResultsServlet(
            new LatestResults(
                site.experiment(),
                site.store(),
                site.design(),
                site.experimentName(),
                site.mode())),
        ResultsServlet.PATH,
        ResultsServlet.JSON_PATH,
        ResultsServlet.CSV_PATH);
    add(new AssetsServlet(), Assets.PATH + "/*");
    return this;
  }

  /** What operators and their machines ask for. */
  Routes withOperations(Site site) {
    add(new HealthServlet(), HealthServlet.PATH);
    add(new ReadyServlet(site.readiness()), "/ready");
    add(new MetricsServlet(site.registry()), "/metrics");
    return this;
  }

  private void add(Servlet servlet, String... paths) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    for (String path : paths) {
      table.addServlet(holder, path);
    }
  }

  ServletContextHandler table() {
    return table;
  }
}
