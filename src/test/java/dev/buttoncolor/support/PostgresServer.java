package dev.buttoncolor.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.IO;

/** A real PostgreSQL server, with as many databases as tests need. */
public final class PostgresServer implements AutoCloseable {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static PostgresServer shared;

  private final Path data;
  private EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /**
   * The server that all tests of a process share. Its folder stays until the next start: to delete
   * it at the end of the tests takes half a minute.
   */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      Path data = Path.of(System.getProperty("postgres.data", "target/postgres"));
      IO.delete(data);
      try {
        shared = in(data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /** A server of a test's own, which it may kill; its data are in a folder. */
  public static PostgresServer in(Path data) throws IOException {
    return new PostgresServer(start(data, 0), data);
  }

  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  /** Makes a new and empty database; where it is, for JDBC. */
  public String newDatabase() {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new AssertionError("the test server makes no database", e);
    }
    return url(name);
  }

  private String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  /** Sends SIGKILL to all of its processes, and waits for their end. */
  public void kill() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    var all = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().join();
    all.forEach(process -> process.onExit().join());
  }

  public void restart() throws IOException {
    int port = server.getPort();
    server.close(); // it finds no process to stop, and lets go of the folder
    server = start(data, port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
