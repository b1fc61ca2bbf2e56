package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.results.Analysis;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.Plans;
import dev.buttoncolor.results.SmallestP;
import dev.buttoncolor.results.Snapshot;
import dev.buttoncolor.results.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What others read: the JSON document's shape, and a CSV file that other programs open. */
class PublishedResultsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T17:00:00Z");
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private final Design design = Plans.fourColors();

  @Test
  void theDocumentHasExactlyThePublishedShape() {
    JsonObject json = json(document(Plans.workedExample(), Optional.of(NOW.minusSeconds(60))));
    assertEquals(
        List.of(
            "experiment",
            "mode",
            "asOf",
            "since",
            "control",
            "plannedVisitors",
            "visitors",
            "signups",
            "groups",
            "sampleRatio",
            "verdict",
            "notCounted",
            "series"),
        List.copyOf(json.keySet()));
    assertEquals("2026-11-22T17:00:00Z", json.get("asOf").getAsString());
    assertEquals(4000, json.get("visitors").getAsLong());
    assertEquals(568, json.get("signups").getAsLong());

    JsonObject blue = json.getAsJsonArray("groups").get(0).getAsJsonObject();
    assertEquals(
        "[group, color, share, visitors, signups, rate, interval, comparison]",
        blue.keySet().toString());
    assertTrue(blue.get("comparison").isJsonNull());
    assertEquals(2, blue.getAsJsonArray("interval").size());

    JsonObject orange = json.getAsJsonArray("groups").get(3).getAsJsonObject();
    assertEquals("#ffa500", orange.get("color").getAsString());
    assertEquals(
        "[difference, low, high, lift, pValue, adjustedPValue, chanceToBeat, fixedHorizonPValue]",
        orange.getAsJsonObject("comparison").keySet().toString());
    assertEquals(
        0.027518, orange.getAsJsonObject("comparison").get("adjustedPValue").getAsDouble(), 5e-7);

    assertEquals(
        "[pValue, chiSquarePValue, alarm]",
        json.getAsJsonObject("sampleRatio").keySet().toString());
    assertEquals("DECIDED", json.getAsJsonObject("verdict").get("state").getAsString());
    assertEquals("{\"head\":3,\"bot\":0}", json.get("notCounted").toString());
    JsonObject point = json.getAsJsonArray("series").get(0).getAsJsonObject();
    assertEquals("[time, groups]", point.keySet().toString());
    assertEquals(
        "[group, visitors, signups, low, high]",
        point.getAsJsonArray("groups").get(0).getAsJsonObject().keySet().toString());
  }

  @Test
  void whatIsNotKnownIsNull() {
    JsonObject json = json(document(Tally.EMPTY, Optional.empty()));
    assertTrue(json.get("since").isJsonNull());
    JsonObject green = json.getAsJsonArray("groups").get(1).getAsJsonObject();
    assertTrue(green.get("rate").isJsonNull());
    assertTrue(green.get("interval").isJsonNull());
    assertEquals(
        "{\"difference\":null,\"low\":null,\"high\":null,\"lift\":null,\"pValue\":1.0,"
            + "\"adjustedPValue\":1.0,\"chanceToBeat\":null,\"fixedHorizonPValue\":null}",
        green.get("comparison").toString());
    assertTrue(json.getAsJsonObject("sampleRatio").get("chiSquarePValue").isJsonNull());
  }

  @Test
  void csvReadsBackAsTheSameNumbers() throws IOException {
    ResultsDocument document = document(Plans.workedExample(), Optional.of(NOW));
    List<CSVRecord> lines = parse(ResultsCsv.of(document));
    assertEquals(4, lines.size());
    for (int i = 0; i < 4; i++) {
      CSVRecord line = lines.get(i);
      ResultsDocument.Group group = document.groups().get(i);
      assertTrue(line.isConsistent(), line::toString);
      assertEquals(group.group(), line.get("group"));
      assertEquals(group.visitors(), Long.parseLong(line.get("visitors")));
      assertEquals(group.signups(), Long.parseLong(line.get("signups")));
      assertEquals(group.rate(), Double.valueOf(line.get("rate")));
      assertEquals(group.interval().get(1), Double.valueOf(line.get("rate_high")));
    }
    assertEquals("", lines.get(0).get("difference"), "control is compared with nobody");
    CSVRecord orange = lines.get(3);
    ResultsDocument.AgainstControl comparison = document.groups().get(3).comparison();
    assertEquals(comparison.low(), Double.valueOf(orange.get("difference_low")));
    assertEquals(comparison.pValue(), Double.parseDouble(orange.get("p_value")));
    assertEquals(
        comparison.fixedHorizonPValue(), Double.valueOf(orange.get("fixed_horizon_p_value")));
    assertEquals("DECIDED", orange.get("verdict"));
  }

  @Test
  void everyCsvLineEndsInCrLf() {
    String csv = ResultsCsv.of(document(Plans.workedExample(), Optional.of(NOW)));
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
    List<CSVRecord> lines = parse(ResultsCsv.of(document(new Tally(counts), Optional.of(NOW))));
    assertEquals(
        List.of("a \"b\", c", "two\r\nlines", "'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\n=1"),
        lines.stream().skip(4).map(line -> line.get("group")).toList());
  }

  private ResultsDocument document(Tally tally, Optional<Instant> since) {
    Map<String, Long> notCounted = new LinkedHashMap<>();
    notCounted.put("head", 3L);
    notCounted.put("bot", 0L);
    return ResultsDocument.of(
        new ResultsDocument.Heading("button_color_v3", "embedded", NOW, since),
        design,
        Map.of("Blue", "#0000ff", "Green", "#008000", "Red", "#ff0000", "Orange", "#ffa500"),
        tally,
        Analysis.of(design, tally, SmallestP.NONE),
        notCounted,
        List.of(new Snapshot(NOW, Plans.workedExample())));
  }

  private static JsonObject json(ResultsDocument document) {
    return JsonParser.parseString(GSON.toJson(document)).getAsJsonObject();
  }

  private static List<CSVRecord> parse(String csv) throws IOException {
    CSVFormat rfc4180 = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(csv, rfc4180)) {
      return parser.getRecords();
    }
  }
}
