/**
 * Assigns visitors by Statsig's Java server SDK and logs their events with it. Only {@code
 * StatsigSdk} and {@code SdkEvents} import the SDK, so that a move to another one stays two files;
 * {@link dev.buttoncolor.statsig.StatsigClient} is what the program sees.
 *
 * <p>The SDK never sees a document that was not read here before: one that it cannot parse is
 * dropped by it in silence, and one that it cannot evaluate makes it post a stack trace and fail
 * for every visitor. {@code SpecsFeed} downloads and keeps documents, {@code SpecDocument} and
 * {@code EvaluationCheck} refuse what the SDK would trip over, {@code Rules} and {@code Appearance}
 * say what a rule and a value mean, and {@code SpecsInForce} what an evaluation means.
 *
 * <p>The SDK posts no event: {@code SdkEvents} takes them in this process, and the store commits
 * them with its own rows.
 */
package dev.buttoncolor.statsig;
