package dev.buttoncolor.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the server the requests may take.
 *
 * @param served requests that have a thread of their own at once
 * @param waiting requests that wait for their turn, at least 1; the next is refused
 * @param patience how long they wait
 * @param connections open connections; more are not accepted until others close
 * @param exchange how long a connection may take from one answer to the next, and to be sent it
 * @param crowdedExchange how long once there are as many connections as there may be
 */
record Limits(
    int served,
    int waiting,
    Duration patience,
    int connections,
    Duration exchange,
    Duration crowdedExchange) {

  /** For Linux; asking the JVM's own bean would add a tenth of a second to the start. */
  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/limits");

  private static final Pattern MAX_OPEN_FILES = Pattern.compile("Max open files +(\\d+)");

  private static final int MOST_CONNECTIONS = 4_096;
  private static final int FEWEST_CONNECTIONS = 64;

  /** What the program needs beside its connections. */
  private static final long PROGRAM_BYTES = 24L << 20;

  /** Libraries, the store, connections to Statsig and to a database. */
  private static final int PROGRAM_FILES = 192;

  private static final int FEWEST_FILES = PROGRAM_FILES + FEWEST_CONNECTIONS;

  /**
   * What the costliest client can make one connection hold: a head of 8 KB that is 2,000 fields of
   * a few bytes, each of them an object. An unread answer takes less.
   */
  private static final long CONNECTION_BYTES = 208L << 10;

  /** Fails if this process may open too few files. */
  static Limits ofThisProcess() throws IOException {
    long maxFiles = maxFiles();
    if (maxFiles < FEWEST_FILES) {
      throw new IOException(
          "the process may open %d files, but needs %d; raise the limit, as with ulimit -n"
              .formatted(maxFiles, FEWEST_FILES));
    }
    return of(Runtime.getRuntime().maxMemory(), maxFiles);
  }

  /** {@link Long#MAX_VALUE} if the system does not tell. */
  private static long maxFiles() {
    try {
      Matcher limit = MAX_OPEN_FILES.matcher(Files.readString(OF_THIS_PROCESS));
      return limit.find() ? Long.parseLong(limit.group(1)) : Long.MAX_VALUE;
    } catch (IOException e) { // not Linux
      return Long.MAX_VALUE;
    }
  }

  /**
   * The heap has room for the costliest use of every connection; with more connections than files,
   * the store could open none.
   */
  static Limits of(long maxHeapBytes, long maxFiles) {
    long fit =
        Math.min((maxHeapBytes - PROGRAM_BYTES) / CONNECTION_BYTES, maxFiles - PROGRAM_FILES);
    return new Limits(
        48,
        1_000,
        Duration.ofSeconds(1),
        (int) Math.max(FEWEST_CONNECTIONS, Math.min(fit, MOST_CONNECTIONS)),
        Duration.ofSeconds(15),
        Duration.ofSeconds(1));
  }

  /** Signups that may wait for the disk: so many that half of the connections stay for pages. */
  int waitingSignups() {
    return connections / 2;
  }
}
