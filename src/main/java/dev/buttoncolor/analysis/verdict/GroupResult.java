package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The results of one group.
 *
 * @param group the group's name
 * @param share its planned part of all visitors; empty for a group outside the design
 * @param counts its visitors and signups so far
 * @param interval Wilson's 95 % interval of its rate, at this look; empty without visitors
 * @param comparison with control; empty for control itself and for a group outside the design
 */
public record GroupResult(
    String group,
    OptionalDouble share,
    Counts counts,
    Optional<Interval> interval,
    Optional<Comparison> comparison) {}
