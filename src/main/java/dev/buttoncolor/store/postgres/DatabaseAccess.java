package dev.buttoncolor.store.postgres;

import java.util.Optional;

/**
 * Where a PostgreSQL database is, and how to log in.
 *
 * @param jdbcUrl where it is, such as {@code jdbc:postgresql://host:5432/name?sslmode=require};
 *     holds no secret
 * @param user the role that logs in; that of the operating system where empty
 * @param password its password
 */
public record DatabaseAccess(String jdbcUrl, Optional<String> user, Optional<String> password) {

  /** Without its secrets: it may end up in a log. */
  @Override
  public String toString() {
    return jdbcUrl.replaceFirst("\\?.*", "").replaceFirst(".*//", "");
  }
}
