package dev.buttoncolor.web.landing;

/**
 * What {@code thanks.jte} shows after a signup.
 *
 * @param visitor the id under which the signup was logged
 * @param event the name of the logged event
 * @param counted whether the signup is a conversion
 * @param exclusion a few words such as {@code never saw the button}; null where it counts
 * @param preview the group whose preview led here; null outside a preview
 */
record ThanksPage(String visitor, String event, boolean counted, String exclusion, String preview) {

  String countedText() {
    if (counted) {
      return "Your signup counts for the button that you saw.";
    }
    return exclusion == null
        ? "Your signup is not counted."
        : "Your signup is not counted: " + exclusion + ".";
  }
}
