/**
 * Brings events from the outbox to Statsig, for as long as that takes: {@code Forwarder} leases
 * them, {@code Delivery} posts them, {@code Triage} tells an outage from events that Statsig cannot
 * take, and {@code Backoff} says how long to leave Statsig alone.
 *
 * <p>Imports {@code store} for its {@link dev.buttoncolor.store.Outbox}, {@code store.database} for
 * what that leases, and nothing of Statsig's SDK: it knows the events as JSON.
 */
package dev.buttoncolor.statsig.forward;
