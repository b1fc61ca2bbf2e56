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
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.store.runs.RecordedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What others read: JSON documents as they are on file, and CSV that other programs open. */
class PublishedFormsTest {

  private static final Pattern FRACTION =
      Pattern.compile("(?<=[ ,])-?\\d+\\.\\d+(E-?\\d+)?(?=[,\r\n])");

  static Stream<Arguments> onFile() {
    return Stream.of(
        Arguments.of("empty", Runs.fourColors(Map.of(Exclusion.HEAD, 3L), GroupCounts.EMPTY)),
        Arguments.of("watched", Runs.workedExample()),
        Arguments.of("planned-look", Runs.fourColors(Map.of(), Designs.plannedLook())),
        Arguments.of("stretches", Runs.of("Green", Mode.LIVE, List.of(Runs.stretches()))));
  }

  @ParameterizedTest
  @MethodSource("onFile")
  void documentIsAsPublished(String file, RecordedRun run) {
    String now = ResultsJson.of(Runs.results(run));
    assertEquals(pretty(onFile(file + ".json")), pretty(now));
  }

  /** Names stay in their order. */
  private static String pretty(String json) {
    JsonElement document = JsonParser.parseString(json);
    return nineDigits(
        new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(document));
  }

  /** As many as every processor computes alike. */
  private static String nineDigits(String text) {
    return FRACTION
        .matcher(text)
        .replaceAll(number -> "%.9g".formatted(Double.parseDouble(number.group())));
  }

  private static String onFile(String name) {
    return SmallFile.beside(PublishedFormsTest.class, name);
  }

  @Test
  void csvIsAsPublished() {
    String now = ResultsCsv.of(Runs.results(Runs.workedExample()));
    assertEquals(nineDigits(onFile("watched.csv")), nineDigits(now));
  }

  @Test
  void awkwardNamesSurviveAndFormulasDoNotRun() {
    Map<String, Counts> counts = new LinkedHashMap<>();
    List<String> names =
        List.of("a \"b\", c", "two\r\nlines", "=1+1", "+1", "-1", "@x", "\tx", "\n=1");
    names.forEach(name -> counts.put(name, new Counts(10, 1)));
    GroupCounts outside =
        new GroupCounts(List.of(new Stretch(Map.of("Blue", .5, "Green", .5), counts)));
    String csv = ResultsCsv.of(Runs.results(Runs.of("Green", Mode.EMBEDDED, List.of(outside))));
    for (String field :
        List.of(
            "\"a \"\"b\"\", c\"", // as RFC 4180 has it
            "\"two\r\nlines\"",
            "'=1+1",
            "'+1",
            "'-1",
            "'@x",
            "'\tx",
            "\"'\n=1\"")) {
      assertTrue(csv.contains("," + field + ",,,10,1,"), csv);
    }
  }
}
