package dev.buttoncolor.store.database;

import dev.buttoncolor.sqlite.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The steps that make the schema, numbered alike for both databases: the first one leads from an
 * empty database to version 1. What has been released is never edited, only added to.
 */
public final class Schema {

  /** The scripts of one step on each kind of database, in their order. */
  private record Step(List<String> sqlite, List<String> postgres) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(List.of("1.sqlite.sql"), List.of()), // there was no other database then
          new Step(
              List.of(
                  "2-tables.sql", "2-copy.sqlite.sql", "2-views.sqlite.sql", "2-views-by-hour.sql"),
              List.of("2-tables.sql", "2-views.postgres.sql", "2-views-by-hour.sql")),
          new Step(List.of(), List.of("3.postgres.sql")));

  private Schema() {}

  /** The version that this program reads and writes. */
  public static int version() {
    return STEPS.size();
  }

  public static List<Migration> sqlite() {
    return STEPS.stream().map(step -> migration(step.sqlite())).toList();
  }

  public static List<Migration> postgres() {
    return STEPS.stream().map(step -> migration(step.postgres())).toList();
  }

  private static Migration migration(List<String> scripts) {
    return connection -> apply(connection, scripts);
  }

  private static void apply(Connection connection, List<String> scripts) throws SQLException {
    for (String script : scripts) {
      Migration.script(Schema.class, script).apply(connection);
    }
  }
}
