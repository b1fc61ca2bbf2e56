package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns optional values into nullable ones, for the JSON document. */
public final class Nulls {

  private Nulls() {}

  public static Double of(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** Low and high. */
  static List<Double> of(Optional<Interval> interval) {
    return interval.map(range -> List.of(range.low(), range.high())).orElse(null);
  }

  public static Double low(Optional<Interval> interval) {
    return interval.map(Interval::low).orElse(null);
  }

  public static Double high(Optional<Interval> interval) {
    return interval.map(Interval::high).orElse(null);
  }
}
