package dev.buttoncolor.experiment;

import java.util.Optional;

/**
 * What one visitor gets, and why.
 *
 * @param group the name of the visitor's group; empty if the visitor sees the default values
 * @param paragraph the text above the button: text, never markup
 * @param reason the SDK's evaluation reason, such as {@code BOOTSTRAP} or {@code NETWORK}
 * @param exclusion why the visitor is not in the experiment; empty if the visitor is
 */
public record Assignment(
    Optional<String> group,
    ButtonColor color,
    String paragraph,
    String reason,
    Split split,
    Optional<Exclusion> exclusion) {

  /** The same assignment, served and not counted. */
  public Assignment excluded(Exclusion why) {
    return new Assignment(group, color, paragraph, reason, split, Optional.of(why));
  }
}
