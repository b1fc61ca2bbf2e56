package dev.buttoncolor.store;

/**
 * Whether the store does its work.
 *
 * @param ok whether a write has just been committed
 * @param detail what is wrong, or that nothing is, for a person
 * @param waiting how many events wait to be written
 * @param dropped how many events were lost since the start because too many waited
 */
public record StoreHealth(boolean ok, String detail, int waiting, long dropped) {}
