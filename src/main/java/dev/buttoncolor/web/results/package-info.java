/**
 * The results as a page, as JSON and as CSV. May import {@code experiment}, {@code store}, {@code
 * results} and {@code web.http}; what may be concluded is decided there and only written here.
 */
package dev.buttoncolor.web.results;
