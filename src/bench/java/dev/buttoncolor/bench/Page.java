package dev.buttoncolor.bench;

import java.util.concurrent.atomic.AtomicLong;

/** What a server is asked for: the same each time, or by ids that count up, each used once. */
final class Page {
  private final String name;
  private final ServerProcess server;
  private final String path;
  private final AtomicLong nextId;
  private final long ids;

  private Page(String name, ServerProcess server, String path, AtomicLong nextId, long ids) {
    this.name = name;
    this.server = server;
    this.path = path;
    this.nextId = nextId;
    this.ids = ids;
  }

  static Page of(String name, ServerProcess server, String path) {
    return new Page(name, server, path, null, 0);
  }

  /**
   * @param path to which an id is appended, from 0 on
   * @param ids how many there are
   */
  static Page numbered(String name, ServerProcess server, String path, long ids) {
    return new Page(name, server, path, new AtomicLong(), ids);
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

  /** The path of the next request. */
  String nextPath() {
    return isNumbered() ? path + takeIds(1) : path;
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
