package dev.buttoncolor.web.results;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Mode;
import java.util.Optional;

/** What there is to say of an experiment that this program has not seen run. */
record Uncounted(
    String experiment,
    Mode mode,
    ExperimentState state,
    Optional<String> shippedGroup,
    String headline,
    String detail) {

  static Uncounted of(
      String experiment, Mode mode, ExperimentState state, Optional<String> shippedGroup) {
    String headline =
        switch (state) {
          case NOT_STARTED -> "The experiment has not started";
          case RUNNING -> "The experiment runs";
          case ENDED -> "The experiment has ended";
          case ABANDONED -> "The experiment was abandoned";
        };
    boolean isLive = mode == Mode.LIVE;
    String detail =
        state == ExperimentState.NOT_STARTED
            ? "Nothing is counted before its start. "
                + (isLive
                    ? "Start it in Statsig’s console."
                    : "Start it in its spec document, which is that of SPECS_FILE.")
            : "Nothing was counted here, since this program has not seen it run. "
                + (isLive
                    ? "Its results are in Statsig’s console."
                    : "Its results are where it ran; its spec document is that of SPECS_FILE.");
    String shipped = shippedGroup.map(group -> "Everybody gets " + group + ". ").orElse("");
    return new Uncounted(experiment, mode, state, shippedGroup, headline, shipped + detail);
  }
}
