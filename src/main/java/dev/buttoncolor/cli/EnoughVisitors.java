package dev.buttoncolor.cli;

import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.simulate.PageResults;
import dev.buttoncolor.simulate.TrueRates;
import java.util.List;

/** How many simulated people it takes for the page to conclude something. */
final class EnoughVisitors {

  /** So that nearly every seed ends in a conclusion. */
  private static final double POWER = 0.99;

  /** Watching, which may conclude before the planned look, takes this many times its visitors. */
  private static final double WATCHING = 1.6;

  /** With fewer, the page says that it is too early, however large the difference. */
  private static final int AT_LEAST = 1_000;

  /** Half a minute; small differences, and none at all, get this many. */
  private static final int AT_MOST = 30_000;

  private EnoughVisitors() {}

  /**
   * The visitors of all groups together that find the one difference to control which takes the
   * fewest, with a chance of 99 %, from 1,000 to 30,000.
   *
   * @param page of an experiment whose groups each have a rate
   */
  static int of(PageResults page, TrueRates rates) {
    List<PageResults.Group> treatments =
        page.groups().stream()
            .filter(group -> group.share() != null && !group.group().equals(page.control()))
            .toList();
    double control = rates.of(page.control());
    double controlShare = page.of(page.control()).share();
    Planner planner = Planner.thisRule(Math.max(1, treatments.size()), POWER);
    double fewest =
        treatments.stream()
            .filter(group -> rates.of(group.group()) != control)
            .mapToDouble(
                group -> {
                  double both = controlShare + group.share();
                  double part = controlShare / both;
                  double effective = planner.visitorsOfPair(control, rates.of(group.group()));
                  return WATCHING * Planner.realVisitors(effective, part) / both;
                })
            .min()
            .orElse(AT_MOST);
    return (int) Math.ceil(Math.min(AT_MOST, Math.max(AT_LEAST, fewest)));
  }
}
