package dev.buttoncolor.web.results;

import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.Representation;
import dev.buttoncolor.web.results.document.ResultsCsv;
import dev.buttoncolor.web.results.document.ResultsDocument;
import dev.buttoncolor.web.results.document.RunResults;
import dev.buttoncolor.web.results.page.Pages;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The results of one look in the forms in which they are published, each made when it is first
 * asked for. Safe for use by many threads.
 */
final class PublishedResults {

  enum Form {
    PAGE,
    JSON,
    CSV,
    METHOD
  }

  private final RunResults run;
  private final ResultsDocument document;
  private final Map<Form, Representation> forms = new ConcurrentHashMap<>();

  PublishedResults(RunResults run) {
    this.run = run;
    document = run.document();
  }

  RunResults run() {
    return run;
  }

  Representation as(Form form) {
    return forms.computeIfAbsent(form, this::make);
  }

  private Representation make(Form form) {
    return switch (form) {
      case PAGE -> Pages.results(document);
      case JSON -> Answers.json(document);
      case METHOD -> Pages.method(run, document);
      case CSV ->
          Representation.of(
              "text/csv; charset=utf-8", ResultsCsv.of(document).getBytes(StandardCharsets.UTF_8));
    };
  }
}
