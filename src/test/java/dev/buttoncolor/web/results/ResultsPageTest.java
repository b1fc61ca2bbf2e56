package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.results.Verdict.State;
import dev.buttoncolor.results.Wording;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.support.Rendered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsPageTest {

  private static final ResultsPage.Site SITE =
      new ResultsPage.Site(true, false, false, Optional.empty(), Map.of());

  private static final RecordedRun RUN = Runs.of(new Counts(1000, 100), new Counts(1020, 190));
  private static final Results DECIDED = Runs.results(RUN);

  private static final Counts EVEN = new Counts(1000, 120);

  @Test
  void verdictComesFirst() {
    Rendered page = render(RUN);

    assertEquals(State.DECIDED, DECIDED.verdict().state());
    assertTrue(
        page.contains(
            "<h1 id=\"verdict\">Green beats Blue</h1>\n"
                + "<p class=\"lead\">Against Blue: Green +8.6 points (+3.0 to +14.3).</p>\n"
                + "<p class=\"now\"><strong>You may stop: ship Green.</strong> <code>java -jar"
                + " target/button-color-experiment.jar ship --group=Green</code> Decided: Green after"
                + " 2,020 visitors (22 Nov 2026, 16:40:00 UTC).</p>"),
        page.html());
    assertTrue(page.html().indexOf("<h1") < page.html().indexOf("<table"));
    assertTrue(page.contains("data-state=\"DECIDED\""));
  }

  @Test
  void figuresAreThoseOfTheDocument() {
    Rendered page = render(RUN);
    GroupResult green = DECIDED.groups().get(1);

    assertTrue(page.contains("<strong id=\"visitors\">2,020</strong>"));
    assertTrue(page.contains("<strong id=\"signups\">290</strong>"));
    assertTrue(page.contains(">190 <small>of 1,020</small></td>"));
    Comparison its = green.comparison().orElseThrow();
    assertTrue(page.contains(">" + Figures.points(its) + " "));
    assertTrue(page.contains(Wording.pointsInterval(its) + "</small>"));
    assertTrue(page.contains("max=\"5000\" value=\"2019\""));
    assertTrue(page.contains("<th scope=\"row\">Declared bots</th><td>7</td>"), page.html());
  }

  @Test
  void emptyRunSaysWhatToDoNext() {
    Rendered page = render(Runs.of("Green", Mode.EMBEDDED, List.of()));

    assertTrue(page.contains("<a href=\"/?random\""));
    assertTrue(page.contains("simulate --rates=Blue=0.10,Green=0.15"));
    assertFalse(page.contains("class=\"chart\""));
  }

  /** What is beside the figures, and where they come from. */
  @Test
  void saysWhereTheFiguresComeFrom() {
    Counts some = new Counts(10, 1);
    RecordedRun live = Runs.of("Green", Mode.LIVE, List.of(Runs.counts(some, "Green", some)));
    assertTrue(render(live).contains("This page shows what this instance saw."));
    assertFalse(render(RUN).contains("Statsig"));
    ResultsPage.Site shared =
        new ResultsPage.Site(true, true, true, Optional.empty(), Map.of("Green", 0.15));
    Rendered page = render(live, shared);
    assertTrue(page.contains("This page shows what all instances on its database counted."));
    assertTrue(
        page.contains(
            "<strong id=\"stale\">The database is away: these are the figures of 22 Nov 2026,"
                + " 16:41:00 UTC</strong>"),
        page.html());
    assertTrue(page.contains("<small class=\"true\">simulated at 15.0%</small>"), page.html());
    assertFalse(page.contains("simulate --"));
  }

  @Test
  void tooEarlyFillsABarTowardsTheMinimumSample() {
    Rendered page = render(Runs.of(new Counts(90, 9), new Counts(80, 6)));
    assertTrue(
        page.contains("<strong>71%</strong> of what the first comparison needs"), page.html());
    assertTrue(page.contains("<progress id=\"plan\" max=\"1\" value=\"0.70"), page.html());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Green", "Red, bright", "$(touch x)", "`id`", "a\"b'c'", "\\", "-x", "*", "ä !"})
  void suggestedCommandIsOneWordToAShellWhateverAGroupIsCalled(String name) throws Exception {
    String command = page(Runs.of(name, Mode.EMBEDDED, List.of())).simulateArguments();
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command)
            .redirectErrorStream(true)
            .start();

    assertEquals(
        List.of("simulate", "--rates=Blue=0.10," + name + "=0.15"),
        shell.inputReader(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void hostileGroupStaysText() {
    String hostile = "</script><script>alert(1)</script>\" onload=\"alert(1)";
    Counts some = new Counts(200, 20);
    Rendered page =
        render(
            Runs.of(
                hostile,
                Mode.EMBEDDED,
                List.of(Runs.counts(some, hostile, some), Runs.counts(some, hostile, some))));

    page.assertNothingInline();
    assertFalse(page.contains("<script>"), page.html());
  }

  @Test
  void saysWhatThePlanFinds() {
    Rendered page = render(Runs.workedExample());
    assertTrue(
        page.contains(
            "<p class=\"note\" id=\"reach\">With 5,000 planned visitors this run finds a rise from"
                + " 12.0% to 15.3% (+3.3 points) with a chance of 80%.</p>"),
        page.html());
  }

  @Test
  void beforeTheMinimumSampleItIsTooEarlyAndNothingElseIsSaid() {
    Rendered page = render(Runs.of(new Counts(90, 9), new Counts(80, 12)));
    assertTrue(page.contains(">+5.0 <small></small></td>"), page.html());
    assertTrue(
        page.html().matches("(?s).*<td class=\"plot\">\\s*too early\\s*</td>.*"), page.html());
    assertFalse(page.contains("class=\"forest\""), page.html());
    assertTrue(page.contains("<p class=\"note\" id=\"reach\"></p>"), page.html());
    assertTrue(page.contains("<h1 id=\"verdict\">Too early to say</h1>"), page.html());
  }

  @Test
  void eachComparisonIsABarOnOneAxis() {
    ResultsPage page = page(Runs.workedExample());
    Rendered html = render(Runs.workedExample());

    assertEquals(3, page.results().compared().size());
    for (GroupResult group : page.results().compared()) {
      Comparison its = group.comparison().orElseThrow();
      String label = group.group() + ": " + Figures.points(its) + " points, ";
      assertTrue(html.contains("aria-label=\"" + label), html.html());
      String from = page.forest().at(its.low().getAsDouble());
      assertTrue(html.contains("<rect x=\"" + from + "\" width"), html.html());
    }
    String zero = "<line class=\"zero\" x1=\"" + page.forest().at(0) + "\"";
    assertEquals(4, html.html().split(Pattern.quote(zero), -1).length - 1);
  }

  @Test
  void rowSaysWhereTheIntervalHoldsZeroBesideADecidedP() {
    Counts blue = new Counts(1000, 120);
    Counts loser = new Counts(1000, 60);
    // At the third step of Holm p decides at 0.05, where the interval is drawn at a third of that.
    Counts third = new Counts(1000, 182);
    Rendered page = render(Runs.fourColors(blue, loser, loser, third));
    assertTrue(page.contains("decided, with 0 in the interval"), page.html());
    assertFalse(render(RUN).contains("decided, with 0 in the interval"));
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
    String page = render(run.at(Runs.START.plus(Duration.ofDays(days)))).html();
    String notes = page.substring(page.indexOf("id=\"reach\""), page.indexOf("id=\"ratio\""));
    List<String> warnings =
        Pattern.compile("<p class=\"note\">([^<]*)")
            .matcher(notes)
            .results()
            .map(note -> note.group(1))
            .toList();
    assertEquals(warning.isEmpty() ? 0 : 1, warnings.size(), notes);
    assertTrue(notes.contains(warning), notes);
  }

  private static ResultsPage page(RecordedRun run) {
    return ResultsPage.of(run, Runs.results(run), SITE);
  }

  private static Rendered render(RecordedRun run) {
    return render(run, SITE);
  }

  private static Rendered render(RecordedRun run, ResultsPage.Site site) {
    ResultsPage page = ResultsPage.of(run, Runs.results(run), site);
    return Rendered.from(output -> JteresultsGenerated.render(output, null, page));
  }
}
