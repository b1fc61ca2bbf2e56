package dev.buttoncolor.simulate;

/**
 * What the signup page told one visitor.
 *
 * @param counted whether it is a conversion
 */
record Signup(boolean counted) {}
