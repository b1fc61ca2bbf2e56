package dev.buttoncolor.web.landing;

/**
 * What {@code thanks.jte} shows after a signup.
 *
 * @param visitor the id under which the signup was logged
 * @param event the name of the logged event
 * @param exclusion a few words such as {@code declared bot}; null where the signup counts
 * @param preview the group whose preview led here; null outside a preview
 * @param linkResults whether the results are served at this port
 */
record ThanksPage(
    String visitor, String event, String exclusion, String preview, boolean linkResults) {

  String countedText() {
    return exclusion == null
        ? "Your signup counts for the button that you saw."
        : "Your signup is not counted: " + exclusion + ".";
  }
}
