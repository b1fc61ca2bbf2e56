package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What others read: the JSON document's shape, and a CSV file that other programs open. */
class PublishedFormsTest {

  private final Results workedExample = Runs.results(Runs.workedExample());

  @Test
  void theDocumentHasExactlyThePublishedShape() {
    JsonObject json = json(workedExample);
    assertEquals(
        List.of(
            "experiment",
            "mode",
            "run",
            "state",
            "startedAt",
            "endedAt",
            "shippedGroup",
            "runs",
            "changes",
            "asOf",
            "since",
            "control",
            "plannedVisitors",
            "level",
            "parts",
            "rho2",
            "varianceRule",
            "minimumSample",
            "visitors",
            "signups",
            "groups",
            "stretches",
            "winners",
            "excluded",
            "canEnd",
            "detectable",
            "sampleRatio",
            "verdict",
            "exclusions",
            "series"),
        List.copyOf(json.keySet()));
    assertEquals("2026-11-22T16:41:00Z", json.get("asOf").getAsString());
    assertEquals("embedded", json.get("mode").getAsString());
    assertEquals(4000, json.get("visitors").getAsLong());
    assertEquals(568, json.get("signups").getAsLong());
    assertEquals(
        "[pValue, chiSquarePValue, alarm, logBayesFactors, expected, smallestGroup, detectableLoss]",
        json.getAsJsonObject("sampleRatio").keySet().toString());
    assertEquals(
        "[state, headline, detail, text]", json.getAsJsonObject("verdict").keySet().toString());
    assertEquals("UNDECIDED", json.getAsJsonObject("verdict").get("state").getAsString());
    JsonObject point = json.getAsJsonArray("series").get(0).getAsJsonObject();
    assertEquals("[time, groups]", point.keySet().toString());
    assertEquals(
        "[group, visitors, signups, low, high]",
        point.getAsJsonArray("groups").get(0).getAsJsonObject().keySet().toString());
  }

  @Test
  void groupsAndComparisonsHaveExactlyThePublishedShape() {
    JsonObject blue = json(workedExample).getAsJsonArray("groups").get(0).getAsJsonObject();
    assertEquals(
        "[group, color, share, visitors, signups, rate, interval, comparison]",
        blue.keySet().toString());
    assertTrue(blue.get("comparison").isJsonNull());
    assertEquals(2, blue.getAsJsonArray("interval").size());
    JsonObject orange = json(workedExample).getAsJsonArray("groups").get(3).getAsJsonObject();
    assertEquals("#ffa500", orange.get("color").getAsString());
    assertEquals(
        "[against, effectiveVisitors, difference, low, high, lift, liftLow, liftHigh, logEvidence,"
            + " pValue, pAbove, pBelow, adjustedPValue, standing, plannedLook,"
            + " plannedLookDisagrees, noDifferenceOf, cautiousGuess, chanceToBeat,"
            + " fixedHorizonPValue]",
        orange.getAsJsonObject("comparison").keySet().toString());
  }

  /** What the worked example takes: the rule, and counts beside it. */
  @Test
  void carriesWhatARecomputationTakes() {
    JsonObject json = json(workedExample);
    assertEquals(0.05 / 3, json.get("level").getAsDouble(), 1e-15);
    assertEquals(0.001587230920347513, json.get("rho2").getAsDouble(), 1e-17);
    assertEquals(
        "{\"visitors\":100,\"expected\":10,\"expectedForPlannedLook\":20}",
        json.get("minimumSample").toString());
    JsonObject orange =
        json.getAsJsonArray("groups").get(3).getAsJsonObject().getAsJsonObject("comparison");
    assertEquals(4.653377, orange.get("logEvidence").getAsDouble(), 5e-7);
    assertEquals(0.031765, orange.get("pAbove").getAsDouble(), 5e-7);
    assertEquals(1, orange.get("pBelow").getAsDouble());
    assertEquals(0.095294, orange.get("adjustedPValue").getAsDouble(), 5e-7);
    assertEquals(1.310901, orange.get("liftHigh").getAsDouble(), 5e-7);
    assertEquals(
        0.124318, json.getAsJsonObject("excluded").get("above").getAsDouble(), 5e-7, "Orange's");
    assertEquals("{\"watching\":0.3,\"plannedLook\":0.7}", json.get("parts").toString());
  }

  @Test
  void winnersAreComparedWithEachOther() {
    Counts better = new Counts(1000, 200);
    JsonObject winners =
        json(Runs.results(Runs.fourColors(new Counts(1000, 100), better, better, better)))
            .getAsJsonObject("winners");
    assertEquals("[\"Green\",\"Red\",\"Orange\"]", winners.get("groups").toString());
    assertTrue(winners.get("best").isJsonNull());
    JsonObject pair = winners.getAsJsonArray("comparisons").get(0).getAsJsonObject();
    assertEquals("Red", pair.get("group").getAsString());
    assertEquals("Green", pair.getAsJsonObject("comparison").get("against").getAsString());
  }

  @Test
  void everyKindOfExclusionIsThere() {
    JsonObject exclusions =
        json(Runs.results(Runs.fourColors(Map.of(Exclusion.HEAD, 3L), GroupCounts.EMPTY)))
            .getAsJsonObject("exclusions");
    assertEquals(Exclusion.values().length, exclusions.size());
    assertEquals(3, exclusions.get("head").getAsLong());
    assertEquals(0, exclusions.get("bot").getAsLong());
  }

  @Test
  void whatIsNotKnownIsNull() {
    JsonObject json = json(Runs.results(Runs.fourColors()));
    assertTrue(json.get("since").isJsonNull());
    assertTrue(json.get("detectable").isJsonNull());
    assertTrue(json.get("excluded").isJsonNull());
    JsonObject green = json.getAsJsonArray("groups").get(1).getAsJsonObject();
    assertTrue(green.get("rate").isJsonNull());
    assertTrue(green.get("interval").isJsonNull());
    assertEquals(
        "{\"against\":\"Blue\",\"effectiveVisitors\":0.0,\"difference\":null,\"low\":null,\"high\":null,\"lift\":null,"
            + "\"liftLow\":null,\"liftHigh\":null,\"logEvidence\":null,\"pValue\":1.0,"
            + "\"pAbove\":1.0,\"pBelow\":1.0,\"adjustedPValue\":1.0,\"standing\":\"TOO_EARLY\","
            + "\"plannedLook\":null,\"plannedLookDisagrees\":false,\"noDifferenceOf\":null,"
            + "\"cautiousGuess\":null,\"chanceToBeat\":null,\"fixedHorizonPValue\":null}",
        green.get("comparison").toString());
    assertTrue(json.getAsJsonObject("sampleRatio").get("chiSquarePValue").isJsonNull());
  }

  @Test
  void csvReadsBackAsTheSameNumbers() throws IOException {
    Results document = workedExample;
    List<CSVRecord> lines = parse(ResultsCsv.of(document));
    assertEquals(4, lines.size());
    for (int i = 0; i < 4; i++) {
      CSVRecord line = lines.get(i);
      GroupResult group = document.groups().get(i);
      assertTrue(line.isConsistent(), line::toString);
      assertEquals(group.group(), line.get("group"));
      assertEquals(group.visitors(), Long.parseLong(line.get("visitors")));
      assertEquals(group.signups(), Long.parseLong(line.get("signups")));
      assertEquals(group.rate().getAsDouble(), Double.parseDouble(line.get("rate")));
      assertEquals(group.interval().get().high(), Double.parseDouble(line.get("rate_high")));
    }
    assertEquals("", lines.get(0).get("difference"), "control is compared with no group");
    CSVRecord orange = lines.get(3);
    Comparison comparison = document.groups().get(3).comparison().orElseThrow();
    assertEquals(comparison.low().getAsDouble(), Double.parseDouble(orange.get("difference_low")));
    assertEquals(comparison.pValue(), Double.parseDouble(orange.get("p_value")));
    assertEquals(
        comparison.fixedHorizonPValue().getAsDouble(),
        Double.parseDouble(orange.get("fixed_horizon_p_value")));
    assertEquals(comparison.liftLow().getAsDouble(), Double.parseDouble(orange.get("lift_low")));
    assertEquals("OPEN", orange.get("standing"));
    assertEquals("UNDECIDED", orange.get("verdict"));
  }

  @Test
  void everyCsvLineEndsInCrLf() {
    String csv = ResultsCsv.of(workedExample);
    assertEquals(5, csv.split("\r\n", -1).length - 1);
    assertEquals(5, csv.chars().filter(c -> c == '\n').count());
    assertTrue(csv.endsWith("\r\n"));
  }

  @Test
  void awkwardNamesSurviveAndFormulasDoNotRun() throws IOException {
    Map<String, Counts> counts = new LinkedHashMap<>();
    List<String> names =
        List.of("a \"b\", c", "two\r\nlines", "=1+1", "+1", "-1", "@x", "\tx", "\n=1");
    names.forEach(name -> counts.put(name, new Counts(10, 1)));
    List<CSVRecord> lines =
        parse(
            ResultsCsv.of(Runs.results(Runs.of("Green", Mode.EMBEDDED, List.of(counts(counts))))));
    assertEquals(
        List.of("a \"b\", c", "two\r\nlines", "'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\n=1"),
        lines.stream().skip(2).map(line -> line.get("group")).toList());
  }

  private static GroupCounts counts(Map<String, Counts> byGroup) {
    return new GroupCounts(List.of(new Stretch(Map.of("Blue", .5, "Green", .5), byGroup)));
  }

  private static JsonObject json(Results document) {
    return JsonParser.parseString(ResultsJson.of(document)).getAsJsonObject();
  }

  private static List<CSVRecord> parse(String csv) throws IOException {
    CSVFormat rfc4180 = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(csv, rfc4180)) {
      return parser.getRecords();
    }
  }
}
