package dev.buttoncolor.simulate;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the outcome of a simulation: a table, remarks, and whether the page is right. */
public final class EndReport {
  private final Outcome outcome;
  private final TrueRates rates;
  private final List<TargetServer> servers;
  private final int nameWidth;

  /**
   * @param servers those that the outcome is of
   */
  public EndReport(Outcome outcome, TrueRates rates, List<TargetServer> servers) {
    this.outcome = outcome;
    this.rates = rates;
    this.servers = servers;
    this.nameWidth =
        outcome.groups().stream().mapToInt(String::length).reduce("group".length(), Math::max);
  }

  public void printTo(PrintWriter out) {
    out.println();
    out.println(row("", "", "simulator", "", "", "page", "", ""));
    out.println(
        row("group", "true rate", "visitors", "signups", "rate", "visitors", "signups", "rate"));
    outcome.groups().forEach(group -> out.println(row(group)));
    out.println();
    printRemarks(out);
    out.println("Is the page right?");
    PageCheck check = new PageCheck(outcome.page(), rates);
    outcome.groups().forEach(group -> out.println(padded(group) + "  " + check.line(group)));
    out.println("The page's verdict: " + outcome.page().verdict().text());
    servers.forEach(server -> out.println("See " + server.resolve("/results")));
    out.flush();
  }

  private String row(String group) {
    Observations.GroupTotals ours = outcome.seen().of(group);
    PageResults.Group page = outcome.page().of(group);
    return row(
        group,
        percent(rates.of(group)),
        ours.visitors(),
        ours.signups(),
        rate(ours.signups(), ours.visitors()),
        page.visitors(),
        page.signups(),
        rate(page.signups(), page.visitors()));
  }

  private String row(String name, Object... cells) {
    String columns = String.format(Locale.ROOT, "  %9s  %9s %8s %8s  %9s %8s %8s", cells);
    return (padded(name) + columns).stripTrailing();
  }

  private String padded(String name) {
    return name + " ".repeat(nameWidth - name.length());
  }

  private void printRemarks(PrintWriter out) {
    Observations seen = outcome.seen();
    seen.exclusions()
        .forEach((what, count) -> out.println("Not counted by the page: " + count + " " + what));
    if (seen.undecided() > 0) {
      out.println(
          "Counted once their exposure is written, which was on its way: %d signups"
              .formatted(seen.undecided()));
    }
    seen.failures()
        .forEach((how, count) -> out.println("Failed requests: " + count + ", as " + how));
    long earlier = outcome.before().visitors();
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

  private static String rate(long signups, long visitors) {
    return visitors == 0 ? "-" : percent((double) signups / visitors);
  }

  private static String percent(double rate) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * rate);
  }
}
