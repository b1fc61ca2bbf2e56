package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.results.Verdict.State;
import java.util.List;

/** Decides the verdict: first whether the figures can be trusted, then what they say. */
final class VerdictRule {

  private VerdictRule() {}

  static Verdict verdict(SampleRatio ratio, Winners winners, VerdictSentences sentences) {
    if (ratio.alarm()) {
      return new Verdict(
          State.INVALID,
          "Do not trust these results: the groups' sizes do not fit their shares",
          sentences.invalid(ratio));
    }
    int treatments = sentences.treatments();
    String control = sentences.control();
    if (treatments == 0) {
      return new Verdict(
          State.UNDECIDED,
          "There is nothing to compare",
          control + " is the only group of the experiment.");
    }
    if (sentences.with(Standing.TOO_EARLY).size() == treatments) {
      return new Verdict(State.COLLECTING, "Too early to say", sentences.tooEarly());
    }
    String detail = sentences.detail(winners);
    if (!winners.groups().isEmpty()) {
      return new Verdict(State.DECIDED, sentences.winners(winners), detail);
    }
    List<String> losers = sentences.with(Standing.LOSES);
    if (losers.size() == treatments) {
      return new Verdict(State.DECIDED, "Keep " + control, detail);
    }
    if (!losers.isEmpty()) {
      return new Verdict(State.PARTLY_DECIDED, sentences.losers(), detail);
    }
    return sentences.with(Standing.NO_DIFFERENCE).size() == treatments
        ? new Verdict(State.UNDECIDED, sentences.noDifference(), detail)
        : new Verdict(State.UNDECIDED, "Not decided yet", detail);
  }
}
