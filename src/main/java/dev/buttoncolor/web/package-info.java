/**
 * The web server: {@link dev.buttoncolor.web.WebServer} with its limits and the one table of
 * routes. The pages behind the routes are rooms of their own, which this one may import; they share
 * what is in {@code web.http} and do not know each other or this room. No other room imports it.
 */
package dev.buttoncolor.web;
