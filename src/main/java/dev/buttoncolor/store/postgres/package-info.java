/**
 * The store in a PostgreSQL database that instances share, and how they keep out of each other's
 * way. The only room that knows the driver. Imports {@code store.database}, which it implements,
 * and {@code sqlite} (what a step of a schema is).
 */
package dev.buttoncolor.store.postgres;
