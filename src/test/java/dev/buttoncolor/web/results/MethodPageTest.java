package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.support.Rendered;
import dev.buttoncolor.support.Resources;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every formula of {@code method.jte} with its figures. */
class MethodPageTest {

  private static final Counts FEW = new Counts(50, 5);
  private static final Counts EVEN = new Counts(1000, 100);
  private static final Counts BETTER = new Counts(1000, 200);

  private static final Pattern DERIVATION =
      Pattern.compile(
          "<pre [^>]*aria-label=\"([^\"]*\\(c\\)|Sample ratio)\">\\n(.*?)</pre>", Pattern.DOTALL);

  /**
   * Each comparison and the sample ratio: of the worked example; after the planned look; with two
   * stretches; too early; with two winners.
   */
  static String derivations() {
    return Stream.of(
            Runs.workedExample(),
            Runs.of(new Counts(2500, 300), new Counts(2500, 290)),
            Runs.of("Green", Mode.EMBEDDED, List.of(Runs.stretches())),
            Runs.fourColors(FEW, FEW, FEW),
            Runs.fourColors(EVEN, new Counts(1100, 100), BETTER, BETTER))
        .map(MethodPageTest::derivations)
        .collect(Collectors.joining("\n"));
  }

  private static String derivations(RecordedRun run) {
    return DERIVATION
        .matcher(render(run))
        .results()
        .map(found -> found.group(1) + ":\n" + found.group(2))
        .collect(Collectors.joining("\n"))
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }

  private static String render(RecordedRun run) {
    return Rendered.from(output -> JtemethodGenerated.render(output, null, run, Runs.results(run)));
  }

  /** Whatever the locale of the machine: here with other digits and another sign. */
  @Test
  void everyStepHasItsFigures() {
    Locale machine = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(Resources.text(MethodPageTest.class, "derivations.txt"), derivations());
    } finally {
      Locale.setDefault(machine);
    }
  }
}
