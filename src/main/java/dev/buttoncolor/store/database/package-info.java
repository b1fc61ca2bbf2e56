/**
 * What a kind of database has to do for the store: {@link dev.buttoncolor.store.database.Session}
 * writes to one, and the rows, the schema and its steps are the same in all. Imports {@code
 * experiment} (whose ids the rows hold) and {@code sqlite} (what a step of a schema is).
 */
package dev.buttoncolor.store.database;
