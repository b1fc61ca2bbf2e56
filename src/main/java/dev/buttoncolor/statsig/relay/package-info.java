/**
 * Keeps an outage of Statsig from losing events.
 *
 * <p>Statsig's SDK gives up: it drops a batch of events at once when it is answered 429, after 150
 * seconds when it is answered 503, and with the process in any case. So it posts them to a {@link
 * dev.buttoncolor.statsig.relay.Relay} on the loopback interface instead. {@code Intake} takes a
 * batch, {@code Outbox} has it on disk before the SDK gets its answer, and {@code Forwarder} hands
 * it on to Statsig for as long as that takes.
 *
 * <p>{@code IdLists} asks for the index of id lists in the SDK's place where Statsig is reached by
 * an address of its own, since the SDK would follow it to any other. {@code StatsigCalls} bounds
 * each request to Statsig.
 *
 * <p>Of this program imports {@code files} and {@code sqlite} only, and nothing of Statsig's SDK:
 * it knows only HTTP. Jetty is allowed here, for the listener.
 */
package dev.buttoncolor.statsig.relay;
