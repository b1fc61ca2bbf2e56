package dev.buttoncolor.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for what keeps people out of a page, with every rule that axe-core has switched on. */
public final class Axe {

  private static final String SCRIPT = script();

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`))),
        (error) => done(["axe did not run: " + error]));
      """;

  private Axe() {}

  /** Every violation on the page that the browser shows: the rule, the place and what to do. */
  public static List<String> violations(Browser browser) {
    browser.run(SCRIPT);
    return ((List<?>) browser.runToItsEnd(RUN)).stream().map(Object::toString).toList();
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
