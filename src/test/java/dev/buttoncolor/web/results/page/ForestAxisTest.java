package dev.buttoncolor.web.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.web.results.page.ForestAxis.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForestAxisTest {

  private static List<String> labels(Double... values) {
    return ForestAxis.over(List.of(values)).ticks().stream().map(Tick::label).toList();
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
    ForestAxis axis = ForestAxis.over(List.of(low, high));

    assertTrue(place(axis.at(low)) > 0 && place(axis.at(high)) < 100);
    assertTrue(place(axis.at(low)) <= place(axis.zero()) || low > 0);
    assertEquals(place(axis.at(high)) - place(axis.at(low)), place(axis.length(low, high)), 0.011);
    assertTrue(axis.ticks().stream().map(Tick::at).toList().contains(axis.zero()));
    assertTrue(axis.ticks().size() <= 6);
  }

  @Test
  void barSaysInWordsWhatItShows() {
    ForestAxis axis = ForestAxis.over(List.of(-0.01, 0.05));
    ForestBar open = ForestBar.of(axis, "#008000", "Green", 0.02, -0.01, 0.05);
    ForestBar decided = ForestBar.of(axis, "#ffa500", "Orange", 0.03, 0.01, 0.05);

    assertEquals("Green: +2.0 points, −1.0 to +5.0; zero is inside", open.label());
    assertEquals("Orange: +3.0 points, +1.0 to +5.0; zero is outside", decided.label());
    assertTrue(place(open.from()) < place(axis.zero()));
    assertTrue(place(decided.from()) > place(axis.zero()));
    assertEquals(
        place(decided.from()) + place(decided.length()),
        place(open.from()) + place(open.length()),
        0.011);
  }
}
