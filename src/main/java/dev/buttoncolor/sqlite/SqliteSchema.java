package dev.buttoncolor.sqlite;

import java.util.List;
import java.util.Set;

/**
 * One kind of file: how it is recognized, and how it is made.
 *
 * @param name what messages call such a file, such as {@code store}
 * @param applicationId the {@code PRAGMA application_id} of such a file, not 0
 * @param tables what identifies a file that was written before it carried its application id
 * @param pragmas settings of each connection, such as {@code auto_vacuum = INCREMENTAL}; they are
 *     made before the first page of a new file is written
 * @param version the {@code PRAGMA user_version} of such a file; files of another one are refused
 * @param script the statements that make the tables in an empty file
 * @param lastToReadOlder what an operator does with a file of a lower version, as a clause
 */
public record SqliteSchema(
    String name,
    int applicationId,
    Set<String> tables,
    List<String> pragmas,
    int version,
    String script,
    String lastToReadOlder) {

  public SqliteSchema {
    tables = Set.copyOf(tables);
    pragmas = List.copyOf(pragmas);
  }
}
