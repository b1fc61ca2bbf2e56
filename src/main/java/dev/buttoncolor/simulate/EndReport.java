package dev.buttoncolor.simulate;

import java.io.PrintWriter;
import java.util.Locale;

/** The end of a run, in a table and words. */
public final class EndReport {
  private final Outcome outcome;
  private final Rates rates;
  private final Site site;
  private final int nameWidth;

  public EndReport(Outcome outcome, Rates rates, Site site) {
    this.outcome = outcome;
    this.rates = rates;
    this.site = site;
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
    if (outcome.after().verdict() != null) {
      out.println("The page's verdict: " + outcome.after().verdict().text());
    }
    out.println("See " + site.address().resolve("/results"));
    out.flush();
  }

  private String row(String group) {
    Tally.Count ours = outcome.seen().of(group);
    PageResults.Group page = outcome.after().of(group);
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
    String padding = " ".repeat(nameWidth - name.length());
    String columns = String.format(Locale.ROOT, "  %9s  %9s %8s %8s  %9s %8s %8s", cells);
    return (name + padding + columns).stripTrailing();
  }

  private void printRemarks(PrintWriter out) {
    Tally seen = outcome.seen();
    seen.notCounted()
        .forEach((what, count) -> out.println("Not counted by the page: " + count + " " + what));
    seen.failures()
        .forEach((how, count) -> out.println("Failed: " + count + " requests, as " + how));
    long earlier = outcome.before().visitors();
    if (earlier > 0) {
      out.println("The page's figures include " + earlier + " visitors from before this run.");
    }
    if (!outcome.agrees()) {
      out.println(
          "The page did not gain the visitors and signups that the simulator saw: the people of"
              + " this seed were there before, or others came meanwhile.");
    }
  }

  private static String rate(long signups, long visitors) {
    return visitors == 0 ? "-" : percent((double) signups / visitors);
  }

  private static String percent(double rate) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * rate);
  }
}
