package dev.buttoncolor.sqlite;

import java.util.List;
import java.util.Set;

/**
 * One kind of file: how it is recognized, and how it is made and brought up to date.
 *
 * @param name what messages call such a file, such as {@code outbox}
 * @param applicationId the {@code PRAGMA application_id} of such a file, not 0
 * @param tables what identifies a file that was written before it carried its application id
 * @param pragmas settings of each connection, such as {@code auto_vacuum = INCREMENTAL}; they are
 *     made before the first page of a new file is written
 * @param migrations the first one makes the tables of version 1 in an empty file, the n-th brings
 *     version n-1 to n. The {@code PRAGMA user_version} of a file is the number of the last one
 *     that it has seen. What has been released is never edited, only added to
 */
public record SqliteSchema(
    String name,
    int applicationId,
    Set<String> tables,
    List<String> pragmas,
    List<Migration> migrations) {

  public SqliteSchema {
    tables = Set.copyOf(tables);
    pragmas = List.copyOf(pragmas);
    migrations = List.copyOf(migrations);
  }

  /** The version that this program reads and writes. */
  public int version() {
    return migrations.size();
  }
}
