package dev.buttoncolor.web.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.web.results.document.PublishedComparison;
import dev.buttoncolor.web.results.document.ResultsDocument;
import dev.buttoncolor.web.results.document.Runs;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartDataTest {

  private static final ResultsDocument DOCUMENT =
      Runs.of(
              "Green",
              Mode.EMBEDDED,
              List.of(
                  Runs.counts(Counts.EMPTY, "Green", new Counts(10, 1)),
                  Runs.counts(new Counts(99, 10), "Green", new Counts(98, 20)),
                  Runs.counts(new Counts(1000, 100), "Green", new Counts(1020, 190))))
          .document();

  @Test
  void lastDifferenceIsTheTables() {
    JsonArray chart = parse(new ChartData(DOCUMENT).difference("Green"));
    PublishedComparison green = DOCUMENT.groups().get(1).comparison();

    assertEquals(3, chart.size());
    assertEquals(100 * green.difference(), last(chart, 0), 0.005);
    assertEquals(100 * green.low(), last(chart, 1), 0.005);
    assertEquals(100 * green.high(), last(chart, 2), 0.005);
  }

  @Test
  void lastRatesAreTheTables() {
    JsonArray chart = parse(new ChartData(DOCUMENT).rates());

    assertEquals(2, chart.size());
    assertEquals(10, last(chart, 0), 0.005);
    assertEquals(100 * DOCUMENT.groups().get(1).rate(), last(chart, 1), 0.005);
  }

  @Test
  void unknownIsNull() {
    assertTrue(parse(new ChartData(DOCUMENT).rates()).get(0).getAsJsonArray().get(0).isJsonNull());
  }

  @Test
  void noBandIsDrawnBeforeTheMinimumSample() {
    JsonArray chart = parse(new ChartData(DOCUMENT).difference("Green"));
    for (int column = 0; column < 3; column++) {
      assertTrue(chart.get(column).getAsJsonArray().get(0).isJsonNull());
      assertTrue(chart.get(column).getAsJsonArray().get(1).isJsonNull());
      assertFalse(chart.get(column).getAsJsonArray().get(2).isJsonNull());
    }
  }

  @Test
  void chartEndsWithTheLastChange() {
    JsonArray times = parse(new ChartData(DOCUMENT).times());

    assertEquals(3, times.size());
    assertEquals(Runs.START.plusSeconds(120).getEpochSecond(), times.get(2).getAsLong());
  }

  @Test
  void singleReadingGoesOnUntilNow() {
    ChartData chart =
        new ChartData(Runs.of(new Counts(1000, 100), new Counts(1000, 120)).document());

    assertEquals(2, parse(chart.times()).size());
    assertEquals(12, last(parse(chart.rates()), 1), 0.005);
  }

  @Test
  void longRunIsThinnedAndKeepsItsEnds() {
    List<GroupCounts> readings =
        IntStream.range(1, 2000)
            .mapToObj(i -> Runs.counts(new Counts(i, 0), "Green", new Counts(i, 1)))
            .toList();
    ChartData chart = new ChartData(Runs.of("Green", Mode.EMBEDDED, readings).document());
    JsonArray times = parse(chart.times());

    assertEquals(160, times.size());
    assertEquals(Runs.START.getEpochSecond(), times.get(0).getAsLong());
    assertEquals(100.0 / 1999, last(parse(chart.rates()), 1), 0.005);
  }

  private static JsonArray parse(String json) {
    return JsonParser.parseString(json).getAsJsonArray();
  }

  private static double last(JsonArray chart, int column) {
    JsonArray values = chart.get(column).getAsJsonArray();
    return values.get(values.size() - 1).getAsDouble();
  }
}
