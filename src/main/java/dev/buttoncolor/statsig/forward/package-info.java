/**
 * Brings events from the outbox to Statsig, for as long as that takes: {@code Forwarder} leases
 * them, {@code Delivery} posts them, and {@code Triage} tells an outage, which it waits out, from
 * events that Statsig cannot take. It knows the events as JSON, and nothing of Statsig's SDK.
 */
package dev.buttoncolor.statsig.forward;
