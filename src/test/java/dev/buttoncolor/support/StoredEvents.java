package dev.buttoncolor.support;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a store holds, read without the program's own code.
 *
 * @param exposed visitors with an exposure
 * @param converted visitors with an exposure and a signup
 * @param groups visitors and signups of each group that has any, counted row by row
 */
public record StoredEvents(
    Set<String> exposed, Set<String> converted, Map<String, Counted> groups) {

  /** Visitors and signups of one group. */
  record Counted(long visitors, long signups) {}

  /** Reads the store in a program's data folder. */
  public static StoredEvents in(Path folder) throws SQLException {
    return at("jdbc:sqlite:file:" + folder.resolve("experiment.db") + "?mode=ro");
  }

  /** Reads the store in a database. */
  public static StoredEvents at(String url) throws SQLException {
    Set<String> exposed = new HashSet<>();
    Set<String> converted = new HashSet<>();
    Map<String, Counted> groups = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT visitor, group_name, signed_up_at FROM visitors")) {
      while (row.next()) {
        boolean signedUp = row.getObject("signed_up_at") != null;
        exposed.add(row.getString("visitor"));
        if (signedUp) {
          converted.add(row.getString("visitor"));
        }
        groups.merge(
            row.getString("group_name"),
            new Counted(1, signedUp ? 1 : 0),
            (a, b) -> new Counted(a.visitors() + b.visitors(), a.signups() + b.signups()));
      }
    }
    return new StoredEvents(exposed, converted, groups);
  }

  /** How many events in a database wait for Statsig. */
  public static long waiting(String url) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM outbox")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError("the outbox cannot be read", e);
    }
  }

  /** Those of the visitors who are not there as converted. */
  public Set<String> missing(Set<String> visitors) {
    Set<String> missing = new TreeSet<>(visitors);
    missing.removeAll(converted);
    return missing;
  }

  /** The same counts as {@code /results.json} has them. */
  public static Map<String, Counted> published(RawAnswer answer) {
    JsonObject results = JsonParser.parseString(answer.body()).getAsJsonObject();
    Map<String, Counted> groups = new TreeMap<>();
    for (JsonElement element : results.getAsJsonArray("groups")) {
      JsonObject group = element.getAsJsonObject();
      Counted counted =
          new Counted(group.get("visitors").getAsLong(), group.get("signups").getAsLong());
      if (counted.visitors() > 0) {
        groups.put(group.get("group").getAsString(), counted);
      }
    }
    return groups;
  }
}
