package dev.buttoncolor.cli;

import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.Planner;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code plan}: how many visitors it takes to find a difference. */
@Command(
    name = "plan",
    description = {
      "Says how many visitors an experiment needs to find a difference.",
      "By this program's rule, which may be looked at as often as you like and takes one planned"
          + " look, and beside it by a test that looks once, at the end."
    })
final class PlanCommand extends Subcommand implements Runnable {

  private static final double MOST_VISITORS = 1e10;

  @Option(
      names = "--baseline",
      paramLabel = "RATE",
      required = true,
      description = "Control's signup rate, such as 0.10.")
  private Double baseline; // an object, as it has no default

  @Option(
      names = "--lift",
      paramLabel = "PART",
      required = true,
      description = "The difference to find, as a part of that rate: 0.20 is from 10%% to 12%%.")
  private Double lift;

  @Option(
      names = "--groups",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many groups of equal size, control included.")
  private int groups;

  @Option(
      names = "--power",
      paramLabel = "P",
      defaultValue = "0.8",
      description = "The chance to find the difference.")
  private double power;

  @Option(
      names = "--per-day",
      paramLabel = "N",
      description = "How many visitors come in a day, to say on which day the look is taken.")
  private Long perDay;

  @Override
  public void run() {
    double treatment = baseline * (1 + lift);
    check(treatment);
    double floor = Math.ceil(Planner.floor(baseline, treatment));
    double planned = Planner.thisRule(groups - 1, power).visitorsOfPair(baseline, treatment);
    double fixed = Planner.fixedHorizon(groups - 1, power).visitorsOfPair(baseline, treatment);
    double pair = Math.max(floor, Math.ceil(planned));
    require(
        pair / 2 * groups <= MOST_VISITORS,
        "That takes more visitors than there are people: choose a larger --lift or --baseline.");
    PrintWriter out = out();
    out.printf(
        "From %s to %s in %d groups of equal size, found with a chance of %s:%n%n",
        percent(baseline), percent(treatment), groups, percent(power));
    out.printf(
        "%-26s %18s %14s%s%n",
        "", "visitors per group", "in all", perDay == null ? "" : "   look on day");
    out.println(line("this program's rule", pair));
    out.println(line("one look, at the end", fixed));
    out.printf(
        "%nPLANNED_VISITORS=%.0f, which is control and one group together. This program takes"
            + " its planned%nlook then; it is watched before, and may decide earlier. The other"
            + " rule is valid for one look that%nis fixed beforehand%s.%n",
        pair, groups == 2 ? "" : ", its level divided by the " + (groups - 1) + " comparisons");
    if (pair == floor) {
      out.printf(
          "Fewer would do, but at these rates a planned look says nothing before that many."
              + " Watching begins at %.0f.%n",
          Math.max(2 * PairCounts.MINIMUM_VISITORS, Math.ceil(floor / 2)));
    }
  }

  private String line(String rule, double pair) {
    double perGroup = Math.ceil(pair / 2);
    double all = perGroup * groups;
    String day = perDay == null ? "" : " %,13.0f".formatted(Math.ceil(all / perDay));
    return "%-26s %,18.0f %,14.0f%s".formatted(rule, perGroup, all, day);
  }

  private void check(double treatment) {
    require(
        baseline > 0 && baseline < 1,
        "--baseline is %s: it is a rate above 0 and below 1, such as 0.10.",
        baseline);
    require(
        lift != 0 && treatment > 0 && treatment < 1,
        "--lift is %s, which makes a rate of %s out of %s: it must not be 0, and the rate it makes"
            + " is above 0 and below 1.",
        lift,
        treatment,
        baseline);
    require(
        groups >= 2 && groups <= 100,
        "--groups is %d: it is a whole number from 2 to 100, control included.",
        groups);
    require(
        power >= 0.5 && power <= 0.99, "--power is %s: it is a chance from 0.5 to 0.99.", power);
    require(perDay == null || perDay >= 1, "--per-day is %s: it is a whole number from 1.", perDay);
  }

  private static String percent(double rate) {
    return "%.4g%%".formatted(100 * rate).replaceFirst("\\.?0+%", "%");
  }
}
