package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.verdict.Verdict.State;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.web.results.document.ResultsDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a reader should know before acting on the verdict, in sentences. */
final class Notes {

  private static final Duration WEEK = Duration.ofDays(7);

  /** From here on crossovers blur the groups enough to be told. */
  private static final double MANY_CROSSOVERS = 0.01;

  private Notes() {}

  static List<String> of(ResultsDocument document) {
    List<String> notes = new ArrayList<>();
    if (document.since() != null && age(document).compareTo(WEEK) < 0) {
      notes.add(
          "Less than a week has been seen. People of other weekdays may behave differently: let a"
              + " run last whole weeks.");
    }
    double crossovers = crossovers(document);
    if (crossovers > MANY_CROSSOVERS) {
      notes.add(
          "%s of the visitors saw another group’s button later. They stay in their first group, so a"
                  .formatted(Figures.percent(crossovers))
              + " true difference looks smaller than it is.");
    }
    if (document.verdict().state() == State.DECIDED && !document.winners().groups().isEmpty()) {
      notes.add(
          "A difference is overstated at the moment it is decided, 1.15 to 1.3 times on average"
              + " (the winner’s curse): its interval says how much smaller it may be.");
    }
    return notes;
  }

  private static Duration age(ResultsDocument document) {
    return Duration.between(Instant.parse(document.since()), Instant.parse(document.asOf()));
  }

  private static double crossovers(ResultsDocument document) {
    double crossovers = document.exclusions().getOrDefault(Exclusion.CROSSOVER.key(), 0L);
    return document.visitors() == 0 ? 0 : crossovers / document.visitors();
  }
}
