/**
 * The results page and the page that says how the results are computed: figures, sentences, the
 * forest plot and what the charts draw. {@link dev.buttoncolor.web.results.page.Pages} renders
 * both.
 *
 * <p>Imports {@code document}, {@code web.http}, {@code experiment} (whose exclusions and states it
 * names) and, for the figures of a derivation, {@code analysis} and {@code analysis.verdict};
 * neither the store nor a servlet. Decides nothing.
 */
package dev.buttoncolor.web.results.page;
