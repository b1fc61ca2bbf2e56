package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.ButtonColor;

/**
 * What {@code landing.jte} shows: the offer with its button, and who the visitor is.
 *
 * @param paragraph the experiment's text above the button: text, never markup
 * @param color the button's color
 * @param visitor the visitor's id
 * @param group the visitor's group; null where nobody was assigned
 * @param reason the SDK's evaluation reason
 * @param counted whether this visit is an exposure
 * @param exclusion a few words such as {@code prefetch}; null where it counts
 * @param signupHref where the button leads: for the very visitor that saw it
 * @param preview the group that is looked at without being in it; null outside a preview
 */
record LandingPage(
    String paragraph,
    ButtonColor color,
    String visitor,
    String group,
    String reason,
    boolean counted,
    String exclusion,
    String signupHref,
    String preview) {

  Accent accent() {
    return Accent.of(color);
  }

  String countedText() {
    if (counted) {
      return "This visit counts.";
    }
    return exclusion == null
        ? "This visit is not counted."
        : "This visit is not counted: " + exclusion + ".";
  }
}
