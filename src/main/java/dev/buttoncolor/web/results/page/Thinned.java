package dev.buttoncolor.web.results.page;

import java.util.List;
import java.util.stream.IntStream;

/** A long list, shown by some of its elements. */
final class Thinned {

  private Thinned() {}

  /**
   * At most that many elements, evenly spaced, the first and the last among them.
   *
   * @param most 2 or more
   */
  static <T> List<T> to(int most, List<T> all) {
    if (all.size() <= most) {
      return List.copyOf(all);
    }
    return IntStream.range(0, most)
        .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
        .toList();
  }
}
