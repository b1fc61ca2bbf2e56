package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Verdict.State;
import dev.buttoncolor.support.Rendered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsPageTest {

  private static final ResultsDocument DECIDED =
      Runs.of(new Counts(1000, 100), new Counts(1020, 190));

  @Test
  void verdictComesFirst() {
    Rendered page = render(DECIDED);

    assertEquals(State.DECIDED, DECIDED.verdict().state());
    assertTrue(
        page.contains("<h1 id=\"verdict\">Green beats Blue: 18.6% against 10.0% signed up.</h1>"),
        page.html());
    assertTrue(page.html().indexOf("<h1") < page.html().indexOf("<table"));
    assertTrue(page.contains("data-state=\"DECIDED\""));
  }

  @Test
  void figuresAreThoseOfTheDocument() {
    Rendered page = render(DECIDED);
    ResultsDocument.Group green = DECIDED.groups().get(1);

    assertTrue(page.contains("<dd id=\"visitors\">2,020</dd>"));
    assertTrue(page.contains("<dd id=\"signups\">290</dd>"));
    assertTrue(page.contains("<td>1,020</td>") && page.contains("<td>190</td>"));
    assertTrue(page.contains("<td>" + Figures.points(green.comparison().difference()) + " "));
    assertTrue(
        page.contains(
            Figures.points(green.comparison().low(), green.comparison().high()) + "</small>"));
    assertTrue(page.contains("max=\"5000\" value=\"2020\""));
    assertTrue(page.contains("<th scope=\"row\">Declared bots</th><td>7</td>"), page.html());
  }

  @Test
  void sampleRatioAlarmStandsAboveEverything() {
    ResultsDocument invalid = Runs.of(new Counts(1000, 100), new Counts(600, 60));
    Rendered page = render(invalid);

    assertEquals(State.INVALID, invalid.verdict().state());
    assertTrue(page.contains("data-state=\"INVALID\""));
    assertTrue(page.contains("<h1 id=\"verdict\">Do not trust these results"));
  }

  @Test
  void emptyRunSaysWhatToDoNext() {
    Rendered page = render(Runs.of("Green", "embedded", List.of()));

    assertTrue(page.contains("<a href=\"/?random\""));
    assertTrue(page.contains("simulate --rates=Blue=0.10,Green=0.15"));
    assertFalse(page.contains("class=\"chart\""));
  }

  @Test
  void liveModeSuggestsNoSimulation() {
    assertFalse(render(Runs.of("Green", "live", List.of())).contains("simulate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Green", "Red, bright", "$(touch x)", "`id`", "a\"b'c'", "\\", "-x", "*", "ä !"})
  void suggestedCommandIsOneWordToAShellWhateverAGroupIsCalled(String name) throws Exception {
    String command = ResultsPage.of(Runs.of(name, "embedded", List.of())).simulateArguments();
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command)
            .redirectErrorStream(true)
            .start();

    assertEquals(
        List.of("simulate", "--rates=Blue=0.10," + name + "=0.15"),
        shell.inputReader(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void onlyLiveModePointsToStatsig() {
    Counts some = new Counts(10, 1);
    Rendered live = render(Runs.of("Green", "live", List.of(Runs.tally(some, "Green", some))));

    assertTrue(live.contains("Statsig’s console has the whole"));
    assertFalse(render(DECIDED).contains("Statsig"));
  }

  @Test
  void hostileGroupStaysText() {
    String hostile = "</script><script>alert(1)</script>\" onload=\"alert(1)";
    Counts some = new Counts(200, 20);
    Rendered page =
        render(
            Runs.of(
                hostile,
                hostile,
                List.of(Runs.tally(some, hostile, some), Runs.tally(some, hostile, some))));

    page.assertNothingInline();
    assertFalse(page.contains("<script>"), page.html());
  }

  @Test
  void nothingIsInlineAndNothingComesFromElsewhere() {
    Rendered page = render(DECIDED);

    page.assertNothingInline();
    assertEquals(List.of(), page.styles());
    assertFalse(page.contains("http://") || page.contains("https://") || page.contains("\"//"));
  }

  @Test
  void groupsAreToldApartWithoutColor() {
    List<ResultsRow> rows = ResultsPage.of(DECIDED).rows();

    assertEquals(2, rows.stream().map(ResultsRow::dash).distinct().count());
    assertEquals("control", rows.get(0).role());
  }

  private static Rendered render(ResultsDocument document) {
    ResultsPage page = ResultsPage.of(document);
    return Rendered.from(output -> JteresultsGenerated.render(output, null, page));
  }
}
