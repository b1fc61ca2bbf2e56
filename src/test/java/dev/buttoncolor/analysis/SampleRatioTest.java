package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.Designs.assertFigures;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRatioTest {

  private static final String QUARTERS = " at .25 .25 .25 .25";

  /** Visitors at shares, by stretch; what fits is no surprise, and no number leaves its range. */
  @ParameterizedTest
  @CsvSource({
    "500 500 600 at .34 .33 .33, 0.031972137",
    "10 20 30 40 at .25 .25 .25 .25, 0.048201241",
    "9050 950 at .9 .1; 2600 2400 at .5 .5, 0.149910479",
    "9500 10000 10000 10000 at .25 .25 .25 .25, 0.012911737",
    "7000000 2000000 1000000 at .7 .2 .1, 1.000000000",
    "0 0 0 0 at .25 .25 .25 .25, 1.000000000",
    "500 at 1, 1.00000000",
    "2000000000 0 at .5 .5, 0.000000000",
    "1000000000 1000000000 at .5 .5, 1.000000000",
    "1000 1000 at .5 .5; 9000 1000 at .9 .1, 1.000000000",
    "10000 2000 at .9 .1, 0.000000000", // the same thrown together
  })
  void pValues(String stretches, String p) {
    assertFigures(p, p(stretches));
  }

  @Test
  void oneWeightAloneHardlyNoticesASmallLoss() {
    assertFigures(
        "0.567164317",
        Math.exp(
            -SampleRatio.logBayesFactors(parse("9500 10000 10000 10000" + QUARTERS))
                .get(0)
                .value()));
  }

  /** Each stretch adds its statistic and its degrees of freedom; one without visitors adds none. */
  @ParameterizedTest
  @CsvSource({
    "1000 1200 at .5 .5, 0.000020079",
    "500 500 600 at .34 .33 .33, 0.000592638",
    // exp(-200 * 200 / 2200 / 2) on two degrees of freedom
    "0 0 at .8 .2; 1000 1200 at .5 .5; 900 100 at .9 .1, 0.000112686",
    "500 at 1,",
  })
  void chiSquareBesideIt(String stretches, String p) {
    assertKnown(p, ratio(stretches).chiSquarePValue());
  }

  @ParameterizedTest
  @CsvSource({
    "2500 2500 at .5 .5, Green, 0.100975",
    "14000 2000 2000 2000 at .7 .1 .1 .1, Green, 0.102908",
    "9000 1000 at .9 .1; 2500 2500 at .5 .5, Green, 0.086420",
    "3 3 2 2 at .25 .25 .25 .25, Green,",
    "500 at 1, Blue,",
  })
  void lossThatShowsInHalfOfRuns(String stretches, String smallest, String loss) {
    assertEquals(smallest, ratio(stretches).smallestGroup());
    assertKnown(loss, ratio(stretches).detectableLoss());
  }

  private static SampleRatio ratio(String stretches) {
    List<Stretch> parsed = parse(stretches);
    Map<String, Double> now = parsed.get(parsed.size() - 1).shares();
    return SampleRatio.of(new Design("Blue", now, 5000), parsed, 1);
  }

  private static void assertKnown(String expected, OptionalDouble found) {
    assertEquals(expected == null, found.isEmpty());
    found.ifPresent(known -> assertFigures(expected, known));
  }

  private static double p(String stretches) {
    return SampleRatio.p(SampleRatio.logBayesFactors(parse(stretches)));
  }

  private static List<Stretch> parse(String stretches) {
    return Stream.of(stretches.split("; ")).map(Designs::parseStretch).toList();
  }
}
