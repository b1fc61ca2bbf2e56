package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.RecordedRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others read: JSON documents as they are on file, and CSV that other programs open. */
class PublishedFormsTest {

  enum OnFile {
    EMPTY(Runs.fourColors(Map.of(Exclusion.HEAD, 3L), GroupCounts.EMPTY)),
    WATCHED(Runs.workedExample()),
    PLANNED_LOOK(Runs.fourColors(Map.of(), Designs.plannedLook())),
    STRETCHES(Runs.of("Green", Mode.LIVE, List.of(Runs.stretches())));

    private final RecordedRun run;

    OnFile(RecordedRun run) {
      this.run = run;
    }

    private JsonElement document() throws IOException {
      String file = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
      try (InputStream in = OnFile.class.getResourceAsStream(file)) {
        return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void documentIsAsPublished(OnFile published) throws IOException {
    JsonElement now = JsonParser.parseString(ResultsJson.of(Runs.results(published.run)));
    assertEquals(nineDigits(published.document()), nineDigits(now));
  }

  /** As many as every processor computes alike; names stay in their order. */
  private static String nineDigits(JsonElement json) {
    StringBuilder text = new StringBuilder();
    for (String line :
        new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(json).split("\n")) {
      String[] parts = line.split("(?<=: )|(?=,$)");
      for (String part : parts) {
        text.append(
            part.strip().matches("-?\\d+\\.\\d+(E-?\\d+)?")
                ? "%.9g".formatted(Double.parseDouble(part.strip()))
                : part);
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void csvReadsBackAsTheSameNumbers() throws IOException {
    Results document = Runs.results(Runs.workedExample());
    String csv = ResultsCsv.of(document);
    List<CSVRecord> lines = parse(csv);
    assertEquals(4, lines.size());
    assertEquals(5, csv.split("\r\n", -1).length - 1, "RFC 4180 ends lines so");
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
    Comparison comparison = Runs.comparison(document, "Orange");
    assertEquals(comparison.low().getAsDouble(), Double.parseDouble(orange.get("difference_low")));
    assertEquals(comparison.pValue(), Double.parseDouble(orange.get("p_value")));
    assertEquals(comparison.liftLow().getAsDouble(), Double.parseDouble(orange.get("lift_low")));
    assertEquals("OPEN", orange.get("standing"));
    assertEquals("UNDECIDED", orange.get("verdict"));
  }

  @Test
  void awkwardNamesSurviveAndFormulasDoNotRun() throws IOException {
    Map<String, Counts> counts = new LinkedHashMap<>();
    List<String> names =
        List.of("a \"b\", c", "two\r\nlines", "=1+1", "+1", "-1", "@x", "\tx", "\n=1");
    names.forEach(name -> counts.put(name, new Counts(10, 1)));
    GroupCounts outside =
        new GroupCounts(List.of(new Stretch(Map.of("Blue", .5, "Green", .5), counts)));
    List<CSVRecord> lines =
        parse(ResultsCsv.of(Runs.results(Runs.of("Green", Mode.EMBEDDED, List.of(outside)))));
    assertEquals(
        List.of("a \"b\", c", "two\r\nlines", "'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\n=1"),
        lines.stream().skip(2).map(line -> line.get("group")).toList());
  }

  private static List<CSVRecord> parse(String csv) throws IOException {
    CSVFormat rfc4180 = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(csv, rfc4180)) {
      return parser.getRecords();
    }
  }
}
