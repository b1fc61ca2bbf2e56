package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.support.Rendered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsPageTest {

  private static final ResultsPage.Site SITE =
      new ResultsPage.Site(true, false, false, Optional.empty(), Map.of());

  /** Decided when half of the plan is full; then it has its planned look. */
  private static final RecordedRun DECIDED =
      Runs.of(
          "Green",
          Mode.EMBEDDED,
          List.of(
              Designs.counts(Counts.EMPTY, new Counts(10, 1)),
              Designs.counts(new Counts(99, 10), new Counts(98, 20)),
              Designs.counts(new Counts(500, 50), new Counts(500, 60)),
              Designs.counts(new Counts(1250, 125), new Counts(1300, 220)),
              Designs.counts(new Counts(2500, 250), new Counts(2600, 420))));

  private static final Counts EVEN = new Counts(1000, 120);

  private static String render(RecordedRun run, ResultsPage.Site site) {
    ResultsPage page = ResultsPage.of(run, Runs.results(run), site);
    return Rendered.from(output -> JteresultsGenerated.render(output, null, page));
  }

  private static String assertSays(RecordedRun run, String... texts) {
    String page = render(run, SITE);
    for (String text : texts) {
      assertTrue(page.contains(text), () -> text + " is not in " + page);
    }
    return page;
  }

  private static void assertSilent(RecordedRun run, String... texts) {
    String page = render(run, SITE);
    assertEquals(List.of(), List.of(texts).stream().filter(page::contains).toList(), page);
  }

  /** Verdict, figures, charts and tables, without the words that explain them. */
  static String decided() {
    String page = render(DECIDED, SITE);
    return page.substring(page.indexOf("<main>"), page.indexOf("<section aria-labelledby=\"mean"))
        + page.substring(page.indexOf("<section>\n<h2>Served"), page.indexOf("<footer"));
  }

  @Test
  void decidedRunIsShownAsInTheFile() {
    assertEquals(SmallFile.beside(ResultsPageTest.class, "decided.html"), decided());
    assertSilent(DECIDED, "Statsig", "decided, with 0 in the interval");
  }

  @Test
  void emptyRunSaysWhatToDoNext() {
    RecordedRun empty = Runs.of("Green", Mode.EMBEDDED, List.of());
    assertSays(empty, "<a href=\"/?random\"", "simulate --rates=Blue=0.10,Green=0.15");
    assertSilent(empty, "class=\"chart\"");
  }

  @Test
  void saysWhereTheFiguresComeFrom() {
    Counts some = new Counts(10, 1);
    RecordedRun live = Runs.of("Green", Mode.LIVE, List.of(Designs.counts(some, some)));
    assertSays(live, "This page shows what this instance saw.");
    assertSilent(live, "simulate --");
    String page =
        render(
            live,
            new ResultsPage.Site(true, true, true, Optional.of("A remark."), Map.of("Green", .15)));
    for (String text :
        List.of(
            "This page shows what all instances on its database counted.",
            "<strong id=\"stale\">The database is away: these are the figures of 22 Nov 2026,"
                + " 16:41:00 UTC</strong>",
            "<p class=\"note\" id=\"visits\">A remark.</p>",
            "<small>simulated at 15.0%</small>")) {
      assertTrue(page.contains(text), page);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Green", "Red, bright", "$(touch x)", "`id`", "a\"b'c'", "\\", "-x", "*", "ä !"})
  void suggestedCommandIsOneWordToAShellWhateverAGroupIsCalled(String name) throws Exception {
    RecordedRun run = Runs.of(name, Mode.EMBEDDED, List.of());
    String command = ResultsPage.of(run, Runs.results(run), SITE).simulateArguments();
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command)
            .redirectErrorStream(true)
            .start();

    assertEquals(
        List.of("simulate", "--rates=Blue=0.10," + name + "=0.15"),
        shell.inputReader(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void beforeTheMinimumSampleItIsTooEarlyAndNothingElseIsSaid() {
    RecordedRun early = Runs.of(new Counts(90, 9), new Counts(80, 6));
    String page =
        assertSays(
            early,
            "<h1 id=\"verdict\">Too early to say</h1>",
            "<strong>71%</strong> of what the first comparison needs",
            "<progress id=\"plan\" max=\"1\" value=\"0.70",
            ">−2.5 <small></small></td>",
            "<p class=\"note\" id=\"reach\"></p>",
            "<h2>Each group’s part of the visitors</h2>");
    assertTrue(page.matches("(?s).*<td class=\"plot\"[^>]*>\\s*too early\\s*</td>.*"), page);
    assertSilent(early, "class=\"forest\"", "Signup rate so far", "Difference to Blue so far");
  }

  @Test
  void changedSharesHaveATableOfTheirStretches() {
    Counts early = new Counts(10, 1);
    assertSays(
        Runs.of("Green", Mode.EMBEDDED, List.of(Designs.counts(early, early), Runs.stretches())),
        "<td>10.0% (900 of 9,000) <small>9.39% to 10.64%</small> <small>share 90.0%</small></td>");
  }

  /** At the third step of Holm p decides at 0.05; the interval is drawn at a third of that. */
  @Test
  void rowSaysIfTheIntervalHoldsZeroBesideADecidedP() {
    Counts loser = new Counts(1000, 60);
    assertSays(
        Runs.fourColors(EVEN, loser, loser, new Counts(1000, 182)),
        "decided, with 0 in the interval");
  }

  @ParameterizedTest
  @CsvSource({
    "6, 0, 120, Less than a week has been seen.",
    "7, 0, 120, ''",
    "8, 40, 120, ''",
    "8, 41, 120, 1.0% of the visitors saw another group’s button later.",
    "8, 0, 60, ''",
    "8, 0, 200, 'When it decides, a difference is larger than the true one on average'",
  })
  void warns(int days, long crossovers, int signups, String warning) {
    RecordedRun run =
        Runs.fourColors(
            Map.of(Exclusion.CROSSOVER, crossovers),
            Designs.counts(EVEN, EVEN, EVEN, new Counts(1000, signups)));
    String page = assertSays(run.at(Runs.START.plus(Duration.ofDays(days))), warning);
    String notes = page.substring(page.indexOf("id=\"reach\""), page.indexOf("id=\"ratio\""));
    assertEquals(warning.isEmpty() ? 1 : 2, notes.split("<p class=\"note\">", -1).length, notes);
  }
}
