package dev.buttoncolor.web;

/** A part of the site that can have a port of its own. */
public enum Section {
  /** The landing page and the signup. */
  VISITORS,
  /** The results as a page, as JSON and as CSV. */
  RESULTS,
  /** Health, readiness and metrics. */
  OPERATIONS
}
