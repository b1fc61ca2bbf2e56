package dev.buttoncolor.bench;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a server is asked for.
 *
 * @param ids how many ids there are, each used once
 * @param nextId the first that is not used yet
 */
record Page(
    String name, ServerProcess server, String path, Kind kind, long ids, AtomicLong nextId) {

  enum Kind {
    /** The same each time. */
    SAME,
    /** The same, as a browser asks for it. */
    COMPRESSED,
    /** With an id at the end of the path, from 0 on. */
    NUMBERED,
    /** With an address of its own, as a proxy passes it on. */
    ADDRESSED
  }

  static final String FORWARDED_FOR = "X-Forwarded-For";
  static final String ACCEPT_GZIP = "Accept-Encoding: gzip";

  Page(String name, ServerProcess server, String path, Kind kind, long ids) {
    this(name, server, path, kind, ids, new AtomicLong());
  }

  Page(String name, ServerProcess server, String path) {
    this(name, server, path, Kind.SAME, 0);
  }

  boolean hasIds() {
    return ids > 0;
  }

  /** Asks for it once. */
  void ask(Connection connection) throws IOException {
    switch (kind) {
      case SAME -> connection.get(path, "");
      case COMPRESSED -> connection.get(path, ACCEPT_GZIP + "\r\n");
      case NUMBERED -> connection.get(path + takeIds(1), "");
      case ADDRESSED -> {
        long id = takeIds(1);
        String address = "11.%d.%d.%d".formatted(id >> 16 & 255, id >> 8 & 255, id & 255);
        connection.get(path, FORWARDED_FOR + ": " + address + "\r\n");
      }
    }
  }

  /**
   * Takes ids that no other round takes, and returns the first of them.
   *
   * @throws IllegalStateException if there are not that many left: the figures would be wrong
   */
  long takeIds(long count) {
    long first = nextId.getAndAdd(count);
    if (first + count > ids) {
      throw new IllegalStateException(name + " needs more than " + ids + " ids");
    }
    return first;
  }
}
