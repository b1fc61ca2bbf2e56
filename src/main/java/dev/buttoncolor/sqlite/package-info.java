/**
 * One way to open a SQLite file of this program: look first, change nothing that is not ours, then
 * bring the schema up to date. {@link dev.buttoncolor.sqlite.SqliteFile} holds the guarantees, a
 * {@link dev.buttoncolor.sqlite.SqliteSchema} says what a kind of file is. Imports nothing of this
 * program.
 */
package dev.buttoncolor.sqlite;
