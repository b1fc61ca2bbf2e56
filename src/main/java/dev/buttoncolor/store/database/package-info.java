/**
 * The only room that knows SQL. A {@link dev.buttoncolor.store.database.Database} is SQLite or
 * PostgreSQL and says what the two do differently; the tables are the same in both, in {@code
 * schema.sql}, and each has a class here.
 */
package dev.buttoncolor.store.database;
