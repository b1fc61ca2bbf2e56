package dev.buttoncolor.simulate;

import java.util.Locale;

/** Compares what the page concludes of each group with the true rates. */
final class PageCheck {
  private final PageResults page;
  private final TrueRates rates;

  PageCheck(PageResults page, TrueRates rates) {
    this.page = page;
    this.rates = rates;
  }

  /** Whether the page is right about a group, in one line. */
  String line(String name) {
    PageResults.Group group = page.of(name);
    if (name.equals(page.control())) {
      return group.interval() == null
          ? "open: the page shows no interval yet"
          : verdict(
              "rate", "%.2f %%", rates.of(name), group.interval().get(0), group.interval().get(1));
    }
    PageResults.Comparison comparison = group.comparison();
    if (comparison == null || comparison.low() == null || comparison.high() == null) {
      return "open: the page shows no interval yet";
    }
    return verdict(
        "difference to " + page.control(),
        "%+.2f points",
        rates.of(name) - rates.of(page.control()),
        comparison.low(),
        comparison.high());
  }

  private static String verdict(String what, String format, double truth, double low, double high) {
    boolean isRight = low <= truth && truth <= high;
    return "%s: the true %s, %s, is %s the page's interval from %s to %s"
        .formatted(
            isRight ? "right" : "wrong",
            what,
            percent(format, truth),
            isRight ? "in" : "outside",
            percent(format, low),
            percent(format, high));
  }

  private static String percent(String format, double part) {
    return String.format(Locale.ROOT, format, 100 * part);
  }
}
