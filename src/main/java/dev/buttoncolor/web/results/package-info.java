/**
 * The results as a page, as JSON and as CSV, and the page that says how they are computed. May
 * import {@code experiment}, {@code store}, {@code analysis} and {@code web.http}; what may be
 * concluded is decided there and only written here.
 */
package dev.buttoncolor.web.results;
