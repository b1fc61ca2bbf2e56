/**
 * The web server: {@link dev.buttoncolor.web.WebServer} with its limits and the one table of
 * routes. What a request passes, from the outside in:
 *
 * <pre>
 * ServerConnector      at most Limits.connections; a head of at most 8 KB
 * ExchangeTimeout      closes a connection that completes nothing in time
 * RequestRecord        counts, measures and logs, once the answer is complete
 * SecurityHeaders      the headers that every answer has
 * GracefulHandler      at a stop, lets requests under way finish
 * EagerContentHandler  waits for the whole body, at most 4 KB, without a thread
 * RequestThreads       landing page, signup, health: on the thread that reads; others: a turn, or 503
 * Routes               which servlet answers
 * PageServlet          refuses other methods; ErrorAnswers makes a page of what fails anywhere
 * </pre>
 *
 * <p>The pages behind the routes are rooms of their own; they share what is in {@code web.http} and
 * do not know each other or this room.
 */
package dev.buttoncolor.web;
