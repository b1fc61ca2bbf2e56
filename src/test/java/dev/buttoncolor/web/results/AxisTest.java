package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.web.results.Axis.Tick;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @ParameterizedTest
  @CsvSource({
    "true, -0.03, 0.05, −4 −2 0 +2 +4 +6",
    "true, 0, 0.088, 0 +2 +4 +6 +8 +10",
    "true, -0.19, 0, −20 −15 −10 −5 0",
    "true, -0.0031, 0.004, −0.4 −0.2 0.0 +0.2 +0.4",
    "true, -1, 1, −100 −50 0 +50 +100",
    "true, 0, 0, −100 −50 0 +50 +100",
    "false, 0.102, 0.149, 10% 11% 12% 13% 14% 15%",
    "false, 0.0001, 0.0009, 0.00% 0.02% 0.04% 0.06% 0.08% 0.10%",
    "false, 0.2, 0.2, 0% 50%",
  })
  void endsAreRoundAndHoldEveryValue(boolean signed, double low, double high, String labels) {
    Axis axis = Axis.over(signed, DoubleStream.of(low, high));
    assertEquals(labels, axis.ticks().stream().map(Tick::label).collect(Collectors.joining(" ")));
    assertTrue(0 <= axis.part(low) && axis.part(high) <= 1, axis::toString);
  }

  @ParameterizedTest
  @CsvSource({"0, 41.40%, 32.25%", "-0.01, 32.80%, 40.85%"})
  void barsAreInPercent(double from, String at, String length) {
    Axis axis = Axis.over(true, DoubleStream.of(-0.03, 0.05));
    assertEquals(at, axis.at(from));
    assertEquals(length, axis.length(from, 0.0375));
  }
}
