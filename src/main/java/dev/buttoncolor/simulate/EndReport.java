package dev.buttoncolor.simulate;

import dev.buttoncolor.simulate.Simulator.Observations;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the simulator saw beside what the results pages counted, and whether the page is right.
 *
 * @param before the page's figures when the simulation began
 * @param pages the figures at the end, one for each server; the first is shown
 */
public record EndReport(
    List<TargetServer> servers,
    TrueRates rates,
    PageResults before,
    Observations seen,
    List<PageResults> pages) {

  /**
   * Waits until the pages have every visitor: what a server counts may reach its results a moment
   * later, and those of another server that shares its store later still. When the patience ends,
   * the figures are taken as they are.
   */
  public static EndReport await(
      List<TargetServer> servers,
      TrueRates rates,
      PageResults before,
      Observations seen,
      Duration patience)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      List<PageResults> pages = new ArrayList<>();
      for (TargetServer server : servers) {
        pages.add(server.results());
      }
      EndReport report = new EndReport(servers, rates, before, seen, pages);
      if (report.pagesGained(false) || System.nanoTime() - start > patience.toNanos()) {
        return report;
      }
      // The page is another process's: over HTTP there is nothing to wait on but a later answer.
      Thread.sleep(100);
    }
  }

  /** Whether each page has gained all that the simulator saw, and nothing else if asked. */
  private boolean pagesGained(boolean nothingElse) {
    for (PageResults page : pages) {
      for (String group : before.names()) {
        PageResults.Group was = before.of(group);
        PageResults.Group is = page.of(group);
        long visitors = is.visitors() - was.visitors() - of(group, seen.visitors());
        long signups = is.signups() - was.signups() - of(group, seen.signups());
        long undecided = of(group, seen.undecided());
        if (nothingElse
            ? visitors != 0 || signups < 0 || signups > undecided
            : visitors < 0 || signups < undecided) {
          return false;
        }
      }
    }
    return true;
  }

  private static long of(String group, Map<String, Long> counts) {
    return counts.getOrDefault(group, 0L);
  }

  public void printTo(PrintWriter out) {
    PageResults page = pages.get(0);
    out.println();
    out.println(row("", "", "simulator", "", "", "page", "", ""));
    out.println(
        row("group", "true rate", "visitors", "signups", "rate", "visitors", "signups", "rate"));
    for (String group : before.names()) {
      long visitors = of(group, seen.visitors());
      long signups = of(group, seen.signups());
      PageResults.Group is = page.of(group);
      String seenRate = rate(signups, visitors);
      String rate = rate(is.signups(), is.visitors());
      String truth = percent(rates.of(group));
      out.println(
          row(group, truth, visitors, signups, seenRate, is.visitors(), is.signups(), rate));
    }
    out.println();
    printRemarks(out);
    out.println("Is the page right?");
    before.names().forEach(group -> out.println(padded(group) + check(page, rates, group)));
    out.println("The page's verdict: " + page.verdict().text());
    servers.forEach(server -> out.println("See " + server + "/results"));
  }

  private String row(String name, Object... cells) {
    String columns = "%9s  %9s %8s %8s  %9s %8s %8s".formatted(cells);
    return (padded(name) + columns).stripTrailing();
  }

  private String padded(String name) {
    int width =
        before.names().stream().mapToInt(String::length).reduce("group".length(), Math::max);
    return name + " ".repeat(width + 2 - name.length());
  }

  private void printRemarks(PrintWriter out) {
    seen.exclusions()
        .forEach((what, count) -> out.printf("Not counted by the page: %d %s%n", count, what));
    long undecided = Observations.total(seen.undecided());
    if (undecided > 0) {
      out.printf(
          "Counted once their exposure is written, which was on its way: %d signups%n", undecided);
    }
    seen.failures().forEach((how, count) -> out.printf("Failed requests: %d, as %s%n", count, how));
    long earlier = before.groups().stream().mapToLong(PageResults.Group::visitors).sum();
    if (earlier > 0) {
      out.println("Visitors from before this run, in the page's figures too: " + earlier);
    }
    if (!pagesGained(true)) {
      out.println(
          servers.size() == 1
              ? "The page did not gain the visitors and signups that the simulator saw: the people"
                  + " of this seed were there before, or others came meanwhile."
              : "The pages did not each gain the visitors and signups that the simulator saw: the"
                  + " servers do not share a store, the people of this seed were there before, or"
                  + " others came meanwhile.");
    }
  }

  static String check(PageResults page, TrueRates rates, String name) {
    PageResults.Group group = page.of(name);
    PageResults.Comparison comparison = group.comparison();
    if (name.equals(page.control()) && group.interval() != null) {
      List<Double> ends = group.interval();
      return check("rate", "%.2f %%", rates.of(name), ends.get(0), ends.get(1));
    }
    if (comparison != null && comparison.low() != null && comparison.high() != null) {
      return check(
          "difference to " + page.control(),
          "%+.2f points",
          rates.of(name) - rates.of(page.control()),
          comparison.low(),
          comparison.high());
    }
    return "open: the page shows no interval yet";
  }

  private static String check(String what, String format, double truth, double low, double high) {
    boolean isRight = low <= truth && truth <= high;
    return "%s: the true %s, %s, is %s the page's interval from %s to %s"
        .formatted(
            isRight ? "right" : "wrong",
            what,
            format.formatted(100 * truth),
            isRight ? "in" : "outside",
            format.formatted(100 * low),
            format.formatted(100 * high));
  }

  private static String rate(long signups, long visitors) {
    return visitors == 0 ? "-" : percent((double) signups / visitors);
  }

  private static String percent(double rate) {
    return "%.2f %%".formatted(100 * rate);
  }
}
