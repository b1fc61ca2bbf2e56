package dev.buttoncolor.experiment;

import java.util.Optional;

/**
 * What one visitor gets, and why.
 *
 * @param group the name of the visitor's group; empty where nobody was assigned: the defaults are
 *     shown and nothing counts
 * @param color the color of the button
 * @param paragraph the text above the button: text, never markup
 * @param reason the SDK's evaluation reason, such as {@code BOOTSTRAP} or {@code NETWORK}
 */
public record Assignment(
    Optional<String> group, ButtonColor color, String paragraph, String reason) {}
