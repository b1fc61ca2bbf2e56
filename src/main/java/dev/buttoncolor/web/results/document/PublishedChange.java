package dev.buttoncolor.web.results.document;

import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.Change.Kind;

/**
 * Something that changed during a run, in the JSON document.
 *
 * @param at when it was first seen
 * @param what what changed, such as {@code share}
 * @param group the group that it concerns; null where it concerns none
 * @param before the value until then; null where there was none
 * @param after the value since; null where there is none
 */
public record PublishedChange(String at, String what, String group, String before, String after) {

  static PublishedChange of(Change change) {
    return new PublishedChange(
        change.at().toString(),
        change.what().key(),
        change.group().orElse(null),
        value(change, change.before()),
        value(change, change.after()));
  }

  private static String value(Change change, String value) {
    return value.isEmpty() && change.what() != Kind.PARAGRAPH ? null : value;
  }
}
