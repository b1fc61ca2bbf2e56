package dev.buttoncolor.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server, started once for all tests of a process and stopped with it. */
final class PostgresServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  /** Starts it when it is first needed. */
  private static final class Started {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A new and empty database. */
  static PostgresTestDatabase newDatabase() {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new AssertionError("the test server makes no database", e);
    }
    return new PostgresTestDatabase(url(name));
  }

  /** Where the server listens. */
  static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Started.SERVER.getPort());
  }

  private static String url(String database) {
    return Started.SERVER.getJdbcUrl("postgres", database);
  }
}
