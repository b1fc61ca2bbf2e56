/** What operators and their machines ask for: {@code /ready} and {@code /metrics}. */
package dev.buttoncolor.web.ops;
