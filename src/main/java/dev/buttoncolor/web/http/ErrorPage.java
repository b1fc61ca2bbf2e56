package dev.buttoncolor.web.http;

/**
 * What {@code error.jte} shows where a request cannot be answered.
 *
 * @param status the HTTP status
 * @param title what happened, in a few words, without a full stop
 * @param message what was wrong, what was found and what is allowed: text, never markup
 */
record ErrorPage(int status, String title, String message) {}
