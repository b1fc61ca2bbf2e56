package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.store.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups of a run and their shares, in the database, over one connection. */
final class GroupTable {

  private final Connection connection;
  private final int run;

  GroupTable(Connection connection, int run) {
    this.connection = connection;
    this.run = run;
  }

  /** The groups as last seen, in their order, with these shares. */
  List<Group> groups(Map<String, Double> shares) throws SQLException {
    return Sql.query(
        connection,
        "SELECT name, color, paragraph FROM run_group WHERE run = ? ORDER BY position",
        row ->
            new Group(
                row.getString("name"),
                shares.getOrDefault(row.getString("name"), 0.0),
                ButtonColor.parse(row.getString("color")).orElse(ButtonColor.DEFAULT),
                row.getString("paragraph")),
        run);
  }

  /** The stretches of constant shares, oldest first. */
  List<Shares> stretches() throws SQLException {
    record Stretch(int number, Instant since) {}
    Map<Stretch, Map<String, Double>> found = new LinkedHashMap<>();
    Sql.query(
        connection,
        """
        SELECT s.stretch, s.since, s.group_name, s.share
        FROM share s LEFT JOIN run_group g ON g.run = s.run AND g.name = s.group_name
        WHERE s.run = ? ORDER BY s.stretch, g.position, s.group_name\
        """,
        row ->
            found
                .computeIfAbsent(
                    new Stretch(row.getInt("stretch"), Sql.time(row, "since")),
                    stretch -> new LinkedHashMap<>())
                .put(row.getString("group_name"), row.getDouble("share")),
        run);
    List<Shares> stretches = new ArrayList<>();
    found.forEach((stretch, shares) -> stretches.add(new Shares(stretch.since(), shares)));
    return stretches;
  }

  void replaceGroups(List<Group> groups) throws SQLException {
    Sql.update(connection, "DELETE FROM run_group WHERE run = ?", run);
    Sql.batch(
        connection,
        "INSERT INTO run_group (run, name, position, color, paragraph) VALUES (?, ?, ?, ?, ?)",
        groups,
        group ->
            new Object[] {
              run, group.name(), groups.indexOf(group), group.color().css(), group.paragraph()
            });
  }

  /** Writes a stretch of constant shares, in place of what was there under its number. */
  void replaceStretch(int stretch, Shares shares) throws SQLException {
    Sql.update(connection, "DELETE FROM share WHERE run = ? AND stretch = ?", run, stretch);
    Sql.batch(
        connection,
        "INSERT INTO share (run, stretch, since, group_name, share) VALUES (?, ?, ?, ?, ?)",
        shares.byGroup().entrySet(),
        share -> new Object[] {run, stretch, shares.since(), share.getKey(), share.getValue()});
  }
}
