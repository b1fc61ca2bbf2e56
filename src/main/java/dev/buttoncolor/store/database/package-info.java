/**
 * The only room that knows SQL. A {@link dev.buttoncolor.store.database.Database} is SQLite or
 * PostgreSQL and says what the two do differently; the tables are the same in both, in {@code
 * schema.sql}, and each has a class here. Imports {@code store.runs}, whose values the tables keep,
 * {@code experiment}, {@code analysis} and {@code files}.
 */
package dev.buttoncolor.store.database;
