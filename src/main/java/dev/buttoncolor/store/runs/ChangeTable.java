package dev.buttoncolor.store.runs;

import dev.buttoncolor.store.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What changed during runs, in the database. */
public final class ChangeTable {

  private ChangeTable() {}

  /** Writes a change down; the same one may be written twice. */
  static void add(Connection connection, int run, Change change) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO change (run, changed_at, what, group_name, old_value, new_value)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
        """,
        run,
        change.at(),
        change.what().key(),
        change.group().orElse(""),
        change.before(),
        change.after());
  }

  /** The changes of a run, oldest first. */
  public static List<Change> of(Connection connection, int run) throws SQLException {
    return Sql.query(
        connection,
        """
        SELECT changed_at, what, group_name, old_value, new_value FROM change
        WHERE run = ? ORDER BY changed_at, what, group_name\
        """,
        row ->
            new Change(
                Sql.time(row, "changed_at"),
                Change.Kind.of(row.getString("what")),
                Optional.of(row.getString("group_name")).filter(name -> !name.isEmpty()),
                row.getString("old_value"),
                row.getString("new_value")),
        run);
  }
}
