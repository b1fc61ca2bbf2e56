package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Analysis;
import dev.buttoncolor.results.Arm;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.SmallestP;
import dev.buttoncolor.results.Snapshot;
import dev.buttoncolor.results.Tally;
import dev.buttoncolor.web.results.ResultsDocument.Heading;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results of small runs, made by the real analysis. */
final class Runs {

  static final Instant START = Instant.parse("2026-11-22T16:40:00Z");

  private Runs() {}

  /** Blue is control, Green the other group, half of the visitors each. */
  static Design twoColors(String green) {
    return new Design("Blue", List.of(new Arm("Blue", 0.5), new Arm(green, 0.5)), 5000);
  }

  static ResultsDocument of(Counts blue, Counts green) {
    return of("Green", "embedded", List.of(tally(blue, "Green", green)));
  }

  /** One look every minute. */
  static ResultsDocument of(String green, String mode, List<Tally> looks) {
    Design design = twoColors(green);
    Tally last = looks.isEmpty() ? Tally.EMPTY : looks.get(looks.size() - 1);
    List<Snapshot> series =
        IntStream.range(0, looks.size())
            .mapToObj(i -> new Snapshot(START.plusSeconds(60L * i), looks.get(i)))
            .toList();
    return ResultsDocument.of(
        new Heading(
            "button_color_v3",
            mode,
            START.plusSeconds(60L * looks.size()),
            looks.isEmpty() ? Optional.empty() : Optional.of(START)),
        design,
        Map.of("Blue", "#0000ff", green, "#008000"),
        last,
        Analysis.of(design, last, SmallestP.NONE),
        Map.of("bot", 7L),
        series);
  }

  static Tally tally(Counts blue, String name, Counts green) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    counts.put("Blue", blue);
    counts.put(name, green);
    return new Tally(counts);
  }
}
