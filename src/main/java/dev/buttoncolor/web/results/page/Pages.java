package dev.buttoncolor.web.results.page;

import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.Representation;
import dev.buttoncolor.web.results.document.ResultsDocument;
import dev.buttoncolor.web.results.document.RunResults;

/** Renders the results page, and the page that says how the results are computed. */
public final class Pages {

  private Pages() {}

  public static Representation results(ResultsDocument document) {
    ResultsPage page = ResultsPage.of(document);
    return Answers.html(html -> JteresultsGenerated.render(html, null, page));
  }

  public static Representation method(RunResults run, ResultsDocument document) {
    MethodPage page = MethodPage.of(run, document);
    return Answers.html(html -> JtemethodGenerated.render(html, null, page));
  }
}
