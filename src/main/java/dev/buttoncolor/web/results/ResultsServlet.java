package dev.buttoncolor.web.results;

import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import dev.buttoncolor.web.results.PublishedResults.Form;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code /results}: what may be concluded so far, as a page, as JSON and as CSV, and how that is
 * computed.
 */
public final class ResultsServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  public static final String PATH = "/results";
  public static final String JSON_PATH = PATH + ".json";
  public static final String CSV_PATH = PATH + ".csv";
  public static final String METHOD_PATH = PATH + "/method";

  private final transient SharedResults results;

  public ResultsServlet(EventStore store) {
    super("GET", "HEAD");
    results = new SharedResults(new LatestResults(store));
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    CompletableFuture<Optional<PublishedResults>> asked = results.get();
    if (asked.isDone()) {
      send(request, response, asked.join());
    } else {
      sendLater(request, asked);
    }
  }

  /** Holds no thread until the results are made. */
  private static void sendLater(
      HttpServletRequest request, CompletableFuture<Optional<PublishedResults>> asked) {
    AsyncContext later = request.startAsync();
    later.setTimeout(0); // they come in time, or an error does
    asked.whenCompleteAsync((made, failure) -> finish(later, asked), later::start);
  }

  private static void finish(
      AsyncContext later, CompletableFuture<Optional<PublishedResults>> asked) {
    try {
      send(
          (HttpServletRequest) later.getRequest(),
          (HttpServletResponse) later.getResponse(),
          asked.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      later.complete();
    }
  }

  private static void send(
      HttpServletRequest request, HttpServletResponse response, Optional<PublishedResults> results)
      throws IOException {
    if (results.isEmpty()) {
      response.setHeader("Retry-After", "10");
      response.sendError(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "There are no results while the experiment's groups are not known: Statsig has not sent"
              + " specs in which the experiment has groups yet.");
      return;
    }
    // To be kept, and asked again each time whether it still holds.
    response.setHeader("Cache-Control", "private, no-cache");
    response.addHeader("Vary", "Accept");
    Form form = form(request);
    if (form == Form.CSV) {
      response.setHeader("Content-Disposition", "attachment; filename=\"results.csv\"");
    }
    results.get().as(form).send(request, response);
  }

  private static Form form(HttpServletRequest request) {
    return switch (request.getServletPath()) {
      case CSV_PATH -> Form.CSV;
      case JSON_PATH -> Form.JSON;
      case METHOD_PATH -> Form.METHOD;
      default -> Answers.wantsJson(request) ? Form.JSON : Form.PAGE;
    };
  }
}
