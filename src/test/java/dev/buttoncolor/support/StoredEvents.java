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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a store holds, read without the program's own code.
 *
 * @param groupOf the visitors with an exposure, each with their group
 * @param converted visitors with an exposure and a signup
 * @param exclusions how often each kind was counted
 * @param waiting how many events wait for Statsig
 */
public record StoredEvents(
    Map<String, String> groupOf,
    Set<String> converted,
    Map<String, Long> exclusions,
    long waiting) {

  public static StoredEvents in(Path folder) {
    return at("jdbc:sqlite:file:" + folder.resolve("experiment.db") + "?mode=ro");
  }

  public static StoredEvents at(String url) {
    Map<String, String> groupOf = new HashMap<>();
    Set<String> converted = new HashSet<>();
    Map<String, Long> exclusions = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      ResultSet row =
          statement.executeQuery("SELECT visitor, group_name, signed_up_at FROM visitors");
      while (row.next()) {
        groupOf.put(row.getString(1), row.getString(2));
        if (row.getObject(3) != null) {
          converted.add(row.getString(1));
        }
      }
      row = statement.executeQuery("SELECT kind, times FROM exclusions");
      while (row.next()) {
        exclusions.merge(row.getString(1), row.getLong(2), Long::sum);
      }
      row = statement.executeQuery("SELECT coalesce(sum(events), 0) FROM outbox");
      row.next();
      return new StoredEvents(groupOf, converted, exclusions, row.getLong(1));
    } catch (SQLException e) {
      throw new AssertionError("the store cannot be read", e);
    }
  }

  public Set<String> exposed() {
    return groupOf.keySet();
  }

  /** Those of the visitors who are not there as converted. */
  public Set<String> missing(Set<String> visitors) {
    Set<String> missing = new TreeSet<>(visitors);
    missing.removeAll(converted);
    return missing;
  }

  /** Visitors and signups of each group that has any, counted one by one. */
  public Map<String, List<Long>> groups() {
    Map<String, List<Long>> groups = new TreeMap<>();
    groupOf.forEach(
        (visitor, group) ->
            groups.merge(
                group,
                List.of(1L, converted.contains(visitor) ? 1L : 0L),
                (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1))));
    return groups;
  }

  public static Map<String, List<Long>> published(RawAnswer answer) {
    JsonObject results = JsonParser.parseString(answer.body()).getAsJsonObject();
    Map<String, List<Long>> groups = new TreeMap<>();
    for (JsonElement element : results.getAsJsonArray("groups")) {
      JsonObject group = element.getAsJsonObject();
      long visitors = group.get("visitors").getAsLong();
      if (visitors > 0) {
        groups.put(
            group.get("group").getAsString(), List.of(visitors, group.get("signups").getAsLong()));
      }
    }
    return groups;
  }
}
