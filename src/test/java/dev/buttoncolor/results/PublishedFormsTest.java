package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What others read: JSON documents as they are on file, and CSV that other programs open. */
class PublishedFormsTest {

  private static final Pattern FRACTION =
      Pattern.compile("(?<=: |^ {0,9})-?\\d+\\.\\d+(E-?\\d+)?(?=,?$)", Pattern.MULTILINE);

  static Stream<Arguments> onFile() {
    return Stream.of(
        Arguments.of("empty", Runs.fourColors(Map.of(Exclusion.HEAD, 3L), GroupCounts.EMPTY)),
        Arguments.of("watched", Runs.workedExample()),
        Arguments.of("planned-look", Runs.fourColors(Map.of(), Designs.plannedLook())),
        Arguments.of("stretches", Runs.of("Green", Mode.LIVE, List.of(Runs.stretches()))));
  }

  @ParameterizedTest
  @MethodSource("onFile")
  void documentIsAsPublished(String file, RecordedRun run) throws IOException {
    try (InputStream in = PublishedFormsTest.class.getResourceAsStream(file + ".json")) {
      String published = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(nineDigits(published), nineDigits(ResultsJson.of(Runs.results(run))));
    }
  }

  /** As many as every processor computes alike; names stay in their order. */
  private static String nineDigits(String json) {
    JsonElement document = JsonParser.parseString(json);
    String lines = new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(document);
    return FRACTION
        .matcher(lines)
        .replaceAll(number -> "%.9g".formatted(Double.parseDouble(number.group())));
  }

  /** Each number is the document's, in full precision; lines end as RFC 4180 says. */
  @Test
  void csvReadsBackAsTheSameNumbers() throws IOException {
    Results document = Runs.results(Runs.workedExample());
    String csv = ResultsCsv.of(document);
    assertEquals(5, csv.split("\r\n", -1).length - 1);
    CSVRecord line = parse(csv).get(3);
    GroupResult orange = document.group("Orange");
    Comparison comparison = orange.comparison().orElseThrow();
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("experiment", "button_color_v3");
    expected.put("as_of", document.asOf());
    expected.put("verdict", "UNDECIDED");
    expected.put("group", "Orange");
    expected.put("color", "#ffa500");
    expected.put("share", 0.25);
    expected.put("visitors", 1000);
    expected.put("signups", 180);
    expected.put("rate", 0.18);
    expected.put("rate_low", orange.interval().get().low());
    expected.put("rate_high", orange.interval().get().high());
    expected.put("difference", comparison.difference().getAsDouble());
    expected.put("difference_low", comparison.low().getAsDouble());
    expected.put("difference_high", comparison.high().getAsDouble());
    expected.put("lift", comparison.lift().getAsDouble());
    expected.put("p_value", comparison.pValue());
    expected.put("adjusted_p_value", comparison.adjustedPValue());
    expected.put("chance_to_beat", comparison.chanceToBeat().getAsDouble());
    expected.put("fixed_horizon_p_value", comparison.fixedHorizonPValue().getAsDouble());
    expected.put("lift_low", comparison.liftLow().getAsDouble());
    expected.put("lift_high", comparison.liftHigh().getAsDouble());
    expected.put("standing", "OPEN");
    expected.put("run", 1);
    expected.put("state", "RUNNING");
    assertEquals(expected.toString(), new LinkedHashMap<>(line.toMap()).toString());
    assertEquals("", parse(csv).get(0).get("difference"), "control is compared with no group");
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
