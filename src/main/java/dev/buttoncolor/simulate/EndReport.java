package dev.buttoncolor.simulate;

import java.io.PrintWriter;
import java.util.List;

/** Prints the outcome of a simulation: a table, remarks, and whether the page is right. */
public final class EndReport {
  private final Outcome outcome;
  private final TrueRates rates;
  private final List<TargetServer> servers;
  private final List<String> groups;
  private final String nameFormat;

  /**
   * @param servers those that the outcome is of
   */
  public EndReport(Outcome outcome, TrueRates rates, List<TargetServer> servers) {
    this.outcome = outcome;
    this.rates = rates;
    this.servers = servers;
    this.groups = outcome.before().names();
    int width = groups.stream().mapToInt(String::length).reduce("group".length(), Math::max);
    this.nameFormat = "%-" + width + "s  ";
  }

  public void printTo(PrintWriter out) {
    out.println();
    out.println(row("", "", "simulator", "", "", "page", "", ""));
    out.println(
        row("group", "true rate", "visitors", "signups", "rate", "visitors", "signups", "rate"));
    groups.forEach(group -> out.println(row(group)));
    out.println();
    printRemarks(out);
    out.println("Is the page right?");
    groups.forEach(
        group -> out.println(nameFormat.formatted(group) + check(outcome.page(), rates, group)));
    out.println("The page's verdict: " + outcome.page().verdict().text());
    servers.forEach(server -> out.println("See " + server.resolve("/results")));
  }

  private String row(String group) {
    long visitors = outcome.seen().visitors().getOrDefault(group, 0L);
    long signups = outcome.seen().signups().getOrDefault(group, 0L);
    PageResults.Group page = outcome.page().of(group);
    return row(
        group,
        percent(rates.of(group)),
        visitors,
        signups,
        rate(signups, visitors),
        page.visitors(),
        page.signups(),
        rate(page.signups(), page.visitors()));
  }

  private String row(String name, Object... cells) {
    String columns = "%9s  %9s %8s %8s  %9s %8s %8s".formatted(cells);
    return (nameFormat.formatted(name) + columns).stripTrailing();
  }

  private void printRemarks(PrintWriter out) {
    Observations seen = outcome.seen();
    seen.exclusions()
        .forEach((what, count) -> out.println("Not counted by the page: " + count + " " + what));
    long undecided = Observations.total(seen.undecided());
    if (undecided > 0) {
      out.println(
          "Counted once their exposure is written, which was on its way: "
              + undecided
              + " signups");
    }
    seen.failures()
        .forEach((how, count) -> out.println("Failed requests: " + count + ", as " + how));
    long earlier = outcome.before().groups().stream().mapToLong(PageResults.Group::visitors).sum();
    if (earlier > 0) {
      out.println("Visitors from before this run, in the page's figures too: " + earlier);
    }
    if (!outcome.agrees()) {
      out.println(
          servers.size() == 1
              ? "The page did not gain the visitors and signups that the simulator saw: the people"
                  + " of this seed were there before, or others came meanwhile."
              : "The pages did not each gain the visitors and signups that the simulator saw: the"
                  + " servers do not share a store, the people of this seed were there before, or"
                  + " others came meanwhile.");
    }
  }

  /** Whether the page is right about a group, in one line. */
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
