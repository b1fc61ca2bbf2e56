package dev.buttoncolor.web.results.page;

import dev.buttoncolor.web.results.document.PublishedGroup;
import dev.buttoncolor.web.results.document.ResultsDocument;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A simulated run to try, as arguments of the command line. */
final class SuggestedRun {

  private SuggestedRun() {}

  static String arguments(ResultsDocument document) {
    List<PublishedGroup> groups =
        document.groups().stream().filter(group -> group.share() != null).toList();
    int last = groups.size() - 1;
    String rates =
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> groups.get(i).group() + "=" + rateToTry(i, last))
            .collect(Collectors.joining(","));
    return "simulate --rates=" + quoted(rates);
  }

  /** Groups as good as control, some a little better, and one that a short run can tell apart. */
  private static String rateToTry(int group, int last) {
    if (group == last && last > 0) {
      return "0.15";
    }
    return group % 2 == 1 ? "0.12" : "0.10";
  }

  /** As one word to a shell, which takes nothing between single quotes for its own. */
  private static String quoted(String word) {
    return word.matches("[\\w=.,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
