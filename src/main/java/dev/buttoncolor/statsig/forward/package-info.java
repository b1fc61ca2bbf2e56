/**
 * Brings events from the outbox to Statsig, for as long as that takes: {@code Forwarder} leases
 * them, {@code Delivery} posts them, and {@code Triage} tells an outage, which it waits out, from
 * events that Statsig cannot take.
 *
 * <p>Imports {@code store} for its {@link dev.buttoncolor.store.Outbox}, {@code store.database} for
 * what that leases, and nothing of Statsig's SDK: it knows the events as JSON.
 */
package dev.buttoncolor.statsig.forward;
