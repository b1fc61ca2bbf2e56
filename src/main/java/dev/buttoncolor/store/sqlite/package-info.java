/**
 * The store in a SQLite file that one process writes to. Imports {@code store.database}, which it
 * implements, and {@code sqlite}, which opens the file.
 */
package dev.buttoncolor.store.sqlite;
