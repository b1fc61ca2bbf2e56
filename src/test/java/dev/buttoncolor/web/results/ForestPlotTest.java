package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.web.results.ForestPlot.Tick;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForestPlotTest {

  private static List<String> labels(double... values) {
    return ForestPlot.over(values).ticks().stream().map(Tick::label).toList();
  }

  private static double place(String percent) {
    assertTrue(percent.endsWith("%"), percent);
    return Double.parseDouble(percent.substring(0, percent.length() - 1));
  }

  @Test
  void ticksAreRoundAndZeroIsOneOfThem() {
    assertEquals(List.of("−4", "−2", "0", "+2", "+4", "+6"), labels(-0.03, 0.05));
    assertEquals(List.of("0", "+2", "+4", "+6", "+8", "+10"), labels(0.012, 0.088));
    assertEquals(List.of("−20", "−15", "−10", "−5", "0"), labels(-0.19, -0.12));
    assertEquals(List.of("−0.4", "−0.2", "0.0", "+0.2", "+0.4"), labels(-0.0031, 0.004));
    assertEquals(List.of("−100", "−50", "0", "+50", "+100"), labels(-1.0, 1.0));
  }

  @ParameterizedTest
  @CsvSource({"-0.03, 0.05", "0.012, 0.088", "-0.19, -0.12", "-0.0031, 0.004", "-1, 1", "0, 0"})
  void everyValueIsOnTheDrawing(double low, double high) {
    ForestPlot plot = ForestPlot.over(low, high);

    assertTrue(place(plot.at(low)) > 0 && place(plot.at(high)) < 100);
    assertTrue(place(plot.at(low)) <= place(plot.at(0)) || low > 0);
    assertEquals(place(plot.at(high)) - place(plot.at(low)), place(plot.length(low, high)), 0.011);
    assertTrue(plot.ticks().stream().map(Tick::at).toList().contains(plot.at(0)));
    assertTrue(plot.ticks().size() <= 6);
  }

  @Test
  void barSaysInWordsWhatItShows() {
    Results results = Runs.results(Runs.fourColors(Map.of(), Designs.plannedLook()));
    assertEquals("Green: +2.3 points, −0.2 to +4.7; zero is inside", label(results, "Green"));
    assertEquals("Orange: +4.0 points, +1.5 to +6.5; zero is outside", label(results, "Orange"));
  }

  private static String label(Results results, String group) {
    return ForestPlot.label(group, results.group(group).comparison().orElseThrow());
  }
}
