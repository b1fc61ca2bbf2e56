package dev.buttoncolor.web.landing;

/**
 * What {@code landing.jte} shows: the offer with its button, and who the visitor is.
 *
 * @param paragraph the experiment's text above the button: text, never markup
 * @param accent the button's color as the page's only inline style
 * @param visitor the visitor's id
 * @param group the visitor's group; null where the visitor is in none
 * @param reason the SDK's evaluation reason
 * @param exclusion a few words such as {@code prefetched page}; null where the visit counts
 * @param signupHref where the button leads: for the very visitor that saw it
 * @param preview the group that is looked at without being in it; null outside a preview
 * @param linkResults whether the results are served at this port
 */
record LandingPage(
    String paragraph,
    Accent accent,
    String visitor,
    String group,
    String reason,
    String exclusion,
    String signupHref,
    String preview,
    boolean linkResults) {

  String countedText() {
    return exclusion == null
        ? "This visit counts."
        : "This visit is not counted: " + exclusion + ".";
  }
}
