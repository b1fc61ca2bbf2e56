package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.verdict.GroupResult;
import java.util.List;

/**
 * One group in the JSON document.
 *
 * @param color of its button; null where the experiment no longer has the group
 * @param share null for a group outside the design
 * @param rate null without visitors
 * @param interval low and high of Wilson's interval; null without visitors
 * @param comparison null for control and for a group outside the design
 */
public record PublishedGroup(
    String group,
    String color,
    Double share,
    long visitors,
    long signups,
    Double rate,
    List<Double> interval,
    PublishedComparison comparison) {

  static PublishedGroup of(GroupResult result, String color) {
    return new PublishedGroup(
        result.group(),
        color,
        Nulls.of(result.share()),
        result.counts().visitors(),
        result.counts().signups(),
        Nulls.of(result.counts().rate()),
        Nulls.of(result.interval()),
        result.comparison().map(PublishedComparison::of).orElse(null));
  }
}
