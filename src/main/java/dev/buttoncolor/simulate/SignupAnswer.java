package dev.buttoncolor.simulate;

/**
 * What the signup page told one visitor.
 *
 * @param counted whether it is a conversion
 */
record SignupAnswer(boolean counted) {}
