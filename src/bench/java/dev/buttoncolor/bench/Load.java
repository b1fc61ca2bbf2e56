package dev.buttoncolor.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Ways to ask a server for a page. */
final class Load {
  private static final int CONNECTIONS = 32;
  private static final int DIGITS = 3;

  private Load() {}

  /** How many answers a server gave in how long, and the processor time that it used. */
  record Capacity(long answers, double seconds, double processorSeconds) {
    double perSecond() {
      return answers / seconds;
    }

    double processorMicros() {
      return processorSeconds * 1e6 / answers;
    }
  }

  /** Asks for the next page as soon as there is an answer. */
  static Capacity asFastAsItAnswers(Page page, Duration duration) throws Exception {
    Duration before = page.server().processorTime();
    long started = System.nanoTime();
    long answers =
        Wrk.isInstalled()
            ? Wrk.load(page, CONNECTIONS, duration)
            : ask(page, 0, duration).getTotalCount();
    double seconds = (System.nanoTime() - started) / 1e9;
    Duration took = page.server().processorTime().minus(before);
    return new Capacity(answers, seconds, took.toNanos() / 1e9);
  }

  /**
   * Asks at a steady rate, whether or not the server keeps up. A request's time starts when it was
   * to be sent, so that one which had to wait for a slow one before it counts as slow too.
   *
   * @return the times in nanoseconds
   */
  static Histogram atRate(Page page, double perSecond, Duration duration) throws Exception {
    return ask(page, (long) (1e9 * CONNECTIONS / perSecond), duration);
  }

  /**
   * @param interval nanoseconds between the requests of one connection; 0 if each follows the
   *     answer to the one before
   */
  private static Histogram ask(Page page, long interval, Duration duration) throws Exception {
    long start = System.nanoTime() + 50_000_000;
    long end = start + duration.toNanos();
    Histogram times = new Histogram(DIGITS);
    together(
            page.server(),
            CONNECTIONS,
            (connection, i) ->
                ask(page, connection, start + interval * i / CONNECTIONS, interval, end))
        .forEach(times::add);
    return times;
  }

  private static Histogram ask(
      Page page, Connection connection, long first, long interval, long end) throws IOException {
    Histogram times = new Histogram(DIGITS);
    long due = first;
    while (due < end) {
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      page.ask(connection);
      long now = System.nanoTime();
      times.recordValue(now - due);
      due = interval == 0 ? now : due + interval;
    }
    return times;
  }

  /** What is done on one of several connections, by its number from 0 on. */
  interface Work<T> {
    T on(Connection connection, int number) throws IOException;
  }

  /** Does the same on several connections at the same time. */
  static <T> List<T> together(ServerProcess server, int connections, Work<T> work)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int number = i;
        all.add(
            threads.submit(
                () -> {
                  try (Connection connection = new Connection(server.uri())) {
                    return work.on(connection, number);
                  }
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : all) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
