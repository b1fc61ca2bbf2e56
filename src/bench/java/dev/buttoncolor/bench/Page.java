package dev.buttoncolor.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a server is asked for: the same each time, or by ids that count up, each used once, at the
 * end of the path or as the address that a proxy passes on.
 */
final class Page {
  /** The header in which a proxy passes on who asks. */
  static final String FORWARDED_FOR = "X-Forwarded-For";

  /** The header in which a browser says that it takes a compressed answer. */
  static final String ACCEPT_GZIP = "Accept-Encoding: gzip";

  private final String name;
  private final ServerProcess server;
  private final String path;
  private final boolean isAddressed;
  private final boolean isCompressed;
  private final AtomicLong nextId;
  private final long ids;

  private Page(
      String name,
      ServerProcess server,
      String path,
      boolean isAddressed,
      boolean isCompressed,
      AtomicLong nextId,
      long ids) {
    this.name = name;
    this.server = server;
    this.path = path;
    this.isAddressed = isAddressed;
    this.isCompressed = isCompressed;
    this.nextId = nextId;
    this.ids = ids;
  }

  static Page of(String name, ServerProcess server, String path) {
    return new Page(name, server, path, false, false, null, 0);
  }

  /** A page as a browser asks for it, compressed. */
  static Page compressed(String name, ServerProcess server, String path) {
    return new Page(name, server, path, false, true, null, 0);
  }

  /**
   * @param path to which an id is appended, from 0 on
   * @param ids how many there are
   */
  static Page numbered(String name, ServerProcess server, String path, long ids) {
    return new Page(name, server, path, false, false, new AtomicLong(), ids);
  }

  /** A page whose visitors each have an address of their own. */
  static Page addressed(String name, ServerProcess server, String path) {
    return new Page(name, server, path, true, false, new AtomicLong(), 1L << 24);
  }

  String name() {
    return name;
  }

  ServerProcess server() {
    return server;
  }

  String path() {
    return path;
  }

  boolean isNumbered() {
    return nextId != null;
  }

  /** Whether ids are addresses. */
  boolean isAddressed() {
    return isAddressed;
  }

  boolean isCompressed() {
    return isCompressed;
  }

  /** Asks for it once. */
  void ask(Connection connection) throws IOException {
    if (isAddressed) {
      long id = takeIds(1);
      connection.get(
          path,
          "%s: 11.%d.%d.%d\r\n".formatted(FORWARDED_FOR, id >> 16 & 255, id >> 8 & 255, id & 255));
    } else if (isCompressed) {
      connection.get(path, ACCEPT_GZIP + "\r\n");
    } else {
      connection.get(isNumbered() ? path + takeIds(1) : path);
    }
  }

  /**
   * Takes ids that no other round takes.
   *
   * @return the first of them
   * @throws IllegalStateException where there are not that many left: the figures would be wrong
   */
  long takeIds(long count) {
    long first = nextId.getAndAdd(count);
    if (first + count > ids) {
      throw new IllegalStateException(name + " needs more than " + ids + " ids");
    }
    return first;
  }

  long nextId() {
    return nextId.get();
  }

  @Override
  public String toString() {
    return name;
  }
}
