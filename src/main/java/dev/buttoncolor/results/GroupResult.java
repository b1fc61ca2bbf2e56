package dev.buttoncolor.results;

import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Standing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The results of one group.
 *
 * @param color of its button, as {@code #rrggbb}; empty if the experiment no longer has the group
 * @param share its planned part of all visitors; empty for a group outside the design
 * @param rate signups by visitors; empty without visitors, as its interval
 * @param interval Wilson's 95 % interval of the rate, at this look; empty too once the shares have
 *     changed, since each stretch then has its own
 * @param comparison with control; empty for control and for a group outside the design
 */
public record GroupResult(
    String group,
    Optional<String> color,
    OptionalDouble share,
    long visitors,
    long signups,
    OptionalDouble rate,
    Optional<Interval> interval,
    Optional<Comparison> comparison) {

  public boolean is(Standing standing) {
    return comparison.isPresent() && comparison.get().standing() == standing;
  }
}
