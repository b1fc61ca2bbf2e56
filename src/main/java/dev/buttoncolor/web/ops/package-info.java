/**
 * What operators and their machines ask for: {@code /health}, {@code /ready} and {@code /metrics}.
 * May import every room whose state it tells: {@code experiment}, {@code store}, {@code statsig}
 * and {@code web.http}.
 */
package dev.buttoncolor.web.ops;
