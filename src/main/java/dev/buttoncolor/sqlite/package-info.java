/**
 * One way to open a SQLite file of this program: look first, change nothing that is not ours, then
 * make the tables if there are none. {@link dev.buttoncolor.sqlite.SqliteFile} holds the
 * guarantees, a {@link dev.buttoncolor.sqlite.SqliteSchema} says what a kind of file is. Imports
 * {@code files} and no other room.
 */
package dev.buttoncolor.sqlite;
