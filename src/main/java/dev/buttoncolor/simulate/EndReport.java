package dev.buttoncolor.simulate;

import java.io.PrintWriter;
import java.util.Locale;

/** The end of a run, in words and a table. */
final class EndReport {
  private final Outcome outcome;
  private final Rates rates;
  private final Site site;

  EndReport(Outcome outcome, Rates rates, Site site) {
    this.outcome = outcome;
    this.rates = rates;
    this.site = site;
  }

  void printTo(PrintWriter out) {
    int width = outcome.groups().stream().mapToInt(String::length).max().orElse(0);
    String row = "%-" + Math.max(width, "group".length()) + "s  %9s  %9s %8s %8s  %9s %8s %8s%n";
    out.println();
    print(out, row, "", "", "simulator", "", "", "page", "", "");
    print(
        out,
        row,
        "group",
        "true rate",
        "visitors",
        "signups",
        "rate",
        "visitors",
        "signups",
        "rate");
    for (String group : outcome.groups()) {
      Tally.Count ours = outcome.seen().of(group);
      PageResults.Group page = outcome.after().of(group);
      print(
          out,
          row,
          group,
          percent(rates.of(group)),
          ours.visitors(),
          ours.signups(),
          rate(ours.signups(), ours.visitors()),
          page.visitors(),
          page.signups(),
          rate(page.signups(), page.visitors()));
    }
    out.println();
    printRemarks(out);
    if (outcome.after().verdict() != null) {
      out.println("The page's verdict: " + outcome.after().verdict().text());
    }
    out.println("See " + site.address().resolve("/results"));
    out.flush();
  }

  private void printRemarks(PrintWriter out) {
    outcome
        .seen()
        .notCounted()
        .forEach((what, count) -> out.println("Not counted by the page: " + count + " " + what));
    outcome
        .seen()
        .failures()
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

  private static void print(PrintWriter out, String row, Object... cells) {
    out.print(String.format(Locale.ROOT, row, cells).stripTrailing() + System.lineSeparator());
  }
}
