/**
 * What operators and their machines ask for: {@code /ready} and {@code /metrics}. Imports every
 * room whose state it tells, {@code experiment}, {@code store} with {@code store.runs} and {@code
 * store.database} (what the outbox holds), {@code statsig} and {@code statsig.forward}, then {@code
 * analysis} (what counts are) and {@code web.http}.
 */
package dev.buttoncolor.web.ops;
