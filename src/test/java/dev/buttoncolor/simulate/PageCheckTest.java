package dev.buttoncolor.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the page is right about a group whose true rate is known. */
class PageCheckTest {

  private static final PageResults PAGE =
      new PageResults(
          "embedded",
          "Blue",
          List.of(
              new PageResults.Group("Blue", 0.4, 9, 1, List.of(0.05, 0.15), null),
              new PageResults.Group(
                  "Green", 0.3, 9, 1, List.of(0.05, 0.15), new PageResults.Comparison(.7, .75)),
              new PageResults.Group(
                  "Red", 0.3, 9, 1, List.of(0.05, 0.15), new PageResults.Comparison(null, null))),
          null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Blue | right: the true rate, 10.00 %, is in the page's interval from 5.00 % to 15.00 %",
        "Green | wrong: the true difference to Blue, +80.00 points, is outside the page's interval"
            + " from +70.00 points to +75.00 points",
        "Red | open: the page shows no interval yet"
      })
  void theTruthIsInTheIntervalOrOutside(String group, String line) {
    TrueRates rates = new TrueRates(Map.of("Blue", 0.1, "Green", 0.9, "Red", 0.1));
    assertEquals(line, new PageCheck(PAGE, rates).line(group));
  }
}
