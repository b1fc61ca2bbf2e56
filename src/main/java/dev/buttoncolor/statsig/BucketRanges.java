package dev.buttoncolor.statsig;

import dev.buttoncolor.statsig.SpecJson.Condition;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shares of groups, which a document tells as the ends of ranges: a visitor's bucket is one of
 * 1000, and a group takes those below its end that the groups before it left.
 */
final class BucketRanges {

  private static final double BUCKETS = 1000;

  private BucketRanges() {}

  /** The share of each group, 0 to 1, of the visitors who get as far as the groups' rules. */
  static List<Double> of(List<Rule> groups) {
    List<Double> shares = new ArrayList<>();
    double taken = 0;
    for (Rule group : groups) {
      double end = Math.max(taken, Math.min(BUCKETS, end(group)));
      shares.add((end - taken) / BUCKETS);
      taken = end;
    }
    return shares;
  }

  /** A group without such a condition takes every visitor whom the groups before it left. */
  private static double end(Rule group) {
    Optional<Condition> range =
        group.conditions().stream().filter(BucketRanges::isRange).findFirst();
    return range.map(condition -> number(condition.targetValue())).orElse(BUCKETS);
  }

  /** Whether the condition takes the visitors whose bucket is below an end. */
  static boolean isRange(Condition condition) {
    return condition.type().equalsIgnoreCase("user_bucket") && "lt".equals(condition.operator());
  }

  /** As the SDK reads it: a number, or the text of one. */
  private static double number(Object value) {
    try {
      return value == null ? 0 : Double.parseDouble(value.toString());
    } catch (NumberFormatException e) {
      return 0; // no bucket is below it
    }
  }
}
