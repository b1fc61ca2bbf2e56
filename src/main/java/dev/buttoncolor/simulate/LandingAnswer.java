package dev.buttoncolor.simulate;

/**
 * What the landing page told one visitor.
 *
 * @param group the visitor's group; null where they are in none
 * @param counted whether the page takes this for an exposure
 * @param signup where the button leads
 */
record LandingAnswer(String group, boolean counted, String signup) {}
