/**
 * The experiment over HTTP: one servlet for each address, {@link dev.buttoncolor.web.WebServer}
 * with the table of routes, and one place that turns failures into answers. HTTP only: what a visit
 * means is decided in {@code experiment}, {@code store} and {@code results}, which this package may
 * import. Jetty and Jakarta stay here. Only {@code App} may import it.
 */
package dev.buttoncolor.web;
