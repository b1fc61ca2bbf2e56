/**
 * The results of a run as they are published. {@link
 * dev.buttoncolor.web.results.document.ResultsDocument} is the JSON document; the names and the
 * nesting of its records are the document's. {@code ResultsCsv} is the table of its groups.
 *
 * <p>Imports {@code analysis} and {@code analysis.verdict}, which decide what may be concluded,
 * {@code store.counts} and {@code store.runs}, which say what was recorded, and {@code experiment};
 * nothing of the pages and no servlet.
 */
package dev.buttoncolor.web.results.document;
