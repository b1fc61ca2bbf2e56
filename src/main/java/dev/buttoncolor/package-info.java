/**
 * The program: {@code Main} reads the command line, {@link dev.buttoncolor.App} makes the parts and
 * joins them. May import every room; no room imports it.
 *
 * <p>The words that code, SQL, JSON, pages and README share:
 *
 * <table>
 *   <caption>The program's words</caption>
 *   <tr><th>word<th>means
 *   <tr><td>experiment<td>what Statsig's console calls so: groups of visitors who see different
 *       buttons
 *   <tr><td>group, control, treatment<td>as in Statsig's documents; treatments are compared with
 *       control
 *   <tr><td>visitor<td>the person, or the client, behind one visitor id
 *   <tr><td>assignment<td>which group the SDK puts a visitor into, and why
 *   <tr><td>exposure<td>an assigned visitor saw the page, for the first time
 *   <tr><td>signup<td>the conversion; {@code visited_signup} to Statsig
 *   <tr><td>exclusion<td>a request that was served and not counted, with its kind
 *   <tr><td>crossover<td>an exposed visitor who later saw another group's page
 *   <tr><td>run<td>one life of an experiment, from its start to its end; named by its salt
 *   <tr><td>design<td>what is compared with what: control, shares, planned visitors
 *   <tr><td>results<td>what may be concluded at one look
 *   <tr><td>look<td>a moment at which the results are computed: a reading, or a bucket's end
 *   <tr><td>bucket<td>a stretch of time with the counts at its end; buckets make the time series
 *   <tr><td>outbox<td>events on their way to Statsig, in the store's database
 *   <tr><td>dead letter<td>an event that Statsig refuses for good, kept and counted
 *   <tr><td>embedded, live<td>the two modes: a spec document of our own, or Statsig's
 * </table>
 */
package dev.buttoncolor;
