package dev.buttoncolor.store.database;

import dev.buttoncolor.files.SmallFile;

/**
 * The tables and the views of {@code schema.sql}, which calls differently in each database:
 *
 * <ul>
 *   <li>{@code ASCENDING_KEY}, a primary key that numbers the rows in their order and none twice;
 *   <li>{@code KEPT_BY_KEY}, which keeps a table's rows in its primary key, for half the room;
 *   <li>{@code iso(millis)}, a time as text;
 *   <li>{@code id_text(bytes)}, the text that {@link RowKey#bytes} keeps;
 *   <li>{@code field(json, 'name')} and {@code elements(json, 'name')}, of a JSON object.
 * </ul>
 *
 * PostgreSQL is given such functions; SQLite gets an expression in place of each call.
 */
final class Schema {

  /** Goes up with each release that changes the schema; other versions are refused. */
  static final int VERSION = 5;

  private static final String TABLES = SmallFile.beside(Schema.class, "schema.sql");

  static final String SQLITE =
      TABLES
          .replace("ASCENDING_KEY", "INTEGER PRIMARY KEY AUTOINCREMENT")
          .replace("KEPT_BY_KEY", "WITHOUT ROWID")
          .replaceAll(
              "\\biso\\((CAST\\(.*\\)|[\\w.]+)\\)",
              "strftime('%Y-%m-%dT%H:%M:%fZ', $1 / 1000.0, 'unixepoch')")
          .replaceAll(
              "id_text\\(([\\w.]+)\\)",
              "CASE substr($1, 1, 1) WHEN x'01' THEN lower(hex(substr($1, 2)))"
                  + " ELSE CAST($1 AS TEXT) END")
          .replaceAll("field\\(([\\w.]+), '(\\w+)'\\)", "json_extract($1, '\\$.$2')")
          .replaceAll("elements\\(([\\w.]+), '(\\w+)'\\)", "json_each($1, '\\$.$2')");

  static final String POSTGRESQL =
      """
      CREATE FUNCTION iso(millis BIGINT) RETURNS TEXT LANGUAGE SQL STABLE AS $$
        SELECT to_char(
          to_timestamp(millis / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
      CREATE FUNCTION id_text(id BYTEA) RETURNS TEXT LANGUAGE SQL STABLE AS $$
        SELECT CASE get_byte(id, 0) WHEN 1 THEN encode(substr(id, 2), 'hex')
               ELSE convert_from(id, 'UTF8') END $$;
      CREATE FUNCTION field(document JSON, name TEXT) RETURNS TEXT
      LANGUAGE SQL STABLE AS $$ SELECT document ->> name $$;
      CREATE FUNCTION elements(document TEXT, name TEXT) RETURNS TABLE (value JSON)
      LANGUAGE SQL STABLE AS $$ SELECT json_array_elements(document::json -> name) $$;
      %s;
      -- compressing it would cost each commit more than the room is worth for a moment
      ALTER TABLE outbox ALTER json SET STORAGE EXTERNAL;
      CREATE TABLE button_color_schema (version INTEGER);
      INSERT INTO button_color_schema VALUES (%d)\
      """
          .formatted(
              TABLES
                  .replace("ASCENDING_KEY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
                  .replace(" KEPT_BY_KEY", ""),
              VERSION);

  private Schema() {}

  /** The end of a sentence that says what to do. */
  static String hasAnotherVersion(long version) {
    String last =
        version == 4
            ? "6823fe8 is the last that reads version 4"
            : "a7e4d4c is the last that reads versions 1 to 3";
    return "has schema version %d, and this program reads version %d: %s"
        .formatted(
            version,
            VERSION,
            version > VERSION
                ? "run a newer version of it"
                : "the program of commit "
                    + last
                    + ", and its \"export\" writes their visitors as CSV or JSON; while Statsig answers, it sends what is left in its outbox");
  }
}
