package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.Rounding;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.support.Rendered;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every formula of {@code method.jte} with its figures, and how figures are written. */
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
      assertEquals(SmallFile.beside(MethodPageTest.class, "derivations.txt"), derivations());
    } finally {
      Locale.setDefault(machine);
    }
  }

  /** Low rates have more digits, so that nothing is called equal that is not. */
  @ParameterizedTest
  @CsvSource({
    "1000, 120, 1000, 150, +3.0 (−2.6 to +8.6); +25.0% (−16.8% to +88.0%)",
    "100000, 100, 100000, 140, +0.040 (+0.007 to +0.074); +40.0% (+6.3% to +84.4%)",
    "1000, 0, 1000, 30, +3.0 (+1.5 to +5.7); – (at least +134.2%)",
    "0, 0, 0, 0, – (); – ()",
  })
  void comparisonsHaveSignsUnitsAndTheirDigits(
      long blue, long blueSignups, long green, long greenSignups, String figures) {
    RecordedRun run = Runs.of(new Counts(blue, blueSignups), new Counts(green, greenSignups));
    Comparison its = Runs.results(run).group("Green").comparison().orElseThrow();
    assertEquals(
        figures,
        "%s (%s); %s (%s)"
            .formatted(
                Figures.points(its),
                Rounding.pointsInterval(its),
                Figures.lift(its),
                Figures.liftInterval(its)));
  }

  /** Nothing rounds to a surety. */
  @ParameterizedTest
  @CsvSource({
    "0.027518, 0.0275, 2.8%",
    "0.00001, < 0.0001, < 0.1%",
    "0.999916, 0.9999, > 99.9%",
    ", –, –",
  })
  void chancesAndPValues(Double value, String p, String chance) {
    OptionalDouble known = value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    assertEquals(p, Figures.pValue(known));
    assertEquals(chance, Figures.chance(known));
  }
}
