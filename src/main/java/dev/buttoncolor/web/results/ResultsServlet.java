package dev.buttoncolor.web.results;

import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /results}: what may be concluded so far, as a page, as JSON and as CSV. */
public final class ResultsServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  public static final String PATH = "/results";
  public static final String JSON_PATH = PATH + ".json";
  public static final String CSV_PATH = PATH + ".csv";

  private final transient Supplier<Optional<ResultsDocument>> results;

  public ResultsServlet(Supplier<Optional<ResultsDocument>> results) {
    super("GET", "HEAD");
    this.results = results;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ResultsDocument> document = results.get();
    if (document.isEmpty()) {
      response.setHeader("Retry-After", "10");
      response.sendError(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "There are no results while nobody knows the experiment's groups: Statsig has not sent"
              + " specs in which the experiment has groups yet.");
      return;
    }
    String path = request.getServletPath();
    if (path.equals(CSV_PATH)) {
      Answers.csv(response, "results.csv", ResultsCsv.of(document.get()));
    } else if (path.equals(JSON_PATH) || Answers.wantsJson(request)) {
      Answers.json(response, document.get());
    } else {
      ResultsPage page = ResultsPage.of(document.get());
      Answers.html(response, html -> JteresultsGenerated.render(html, null, page));
    }
  }
}
