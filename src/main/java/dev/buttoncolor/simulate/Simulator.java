package dev.buttoncolor.simulate;

import static dev.buttoncolor.simulate.Simulator.Observations.count;
import static dev.buttoncolor.simulate.Simulator.Observations.total;
import static java.util.stream.Collectors.joining;

import dev.buttoncolor.simulate.TargetServer.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends simulated people to the experiment, one after the other at an even pace. Each opens the
 * landing page, follows its button with the true rate of the group that the page says, and does no
 * more. If there are several servers, people land on each in turn and sign up on the next, as a
 * load balancer without sticky sessions would have it.
 *
 * <p>Who the people are and whether they sign up follows from the seed and their number alone, so
 * that a run can be repeated; its timing has no influence.
 */
public final class Simulator {

  /** Enough for the pace when the site is slow; few enough not to be an attack. */
  private static final int AT_ONCE = 16;

  private final List<TargetServer> servers;
  private final TrueRates rates;
  private final long seed;
  private final Observations seen =
      new Observations(
          new ConcurrentSkipListMap<>(),
          new ConcurrentSkipListMap<>(),
          new ConcurrentSkipListMap<>(),
          new ConcurrentSkipListMap<>(),
          new ConcurrentSkipListMap<>());
  private volatile boolean isGone;

  /**
   * What happened to the people, counted by many threads.
   *
   * @param visitors of each group, those whose visit the page said it counts
   * @param signups of each group, those whose signup the page said it counts
   * @param undecided of each group, signups of which the page did not know yet
   * @param exclusions by what it was: answers that the page does not count
   * @param failures by what went wrong: requests without an answer that can be used
   */
  public record Observations(
      Map<String, Long> visitors,
      Map<String, Long> signups,
      Map<String, Long> undecided,
      Map<String, Long> exclusions,
      Map<String, Long> failures) {

    static void count(Map<String, Long> kind, String what) {
      kind.merge(what, 1L, Long::sum);
    }

    static long total(Map<String, Long> kind) {
      return kind.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  public Simulator(List<TargetServer> servers, TrueRates rates, long seed) {
    this.servers = servers;
    this.rates = rates;
    this.seed = seed;
  }

  /** The progress is told of each person who is done, from several threads. */
  public Observations run(int visitors, int perSecond, Runnable progress)
      throws IOException, InterruptedException {
    // If all are busy, the caller visits too, and sends nobody out meanwhile.
    ExecutorService threads =
        new ThreadPoolExecutor(
            AT_ONCE - 1,
            AT_ONCE - 1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long due = System.nanoTime();
    try {
      for (int i = 0; i < visitors && !isGone; i++) {
        int number = i;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        due = Math.max(due, System.nanoTime() - interval) + interval; // no burst after a stall
        threads.execute(
            () -> {
              visit(number);
              progress.run();
            });
      }
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.HOURS); // each request has its own deadline
    } finally {
      threads.shutdownNow();
    }
    if (isGone) {
      throw new IOException(
          ("%s stopped answering after %d visitors and %d failed requests: start it again and"
                  + " repeat the run with --seed %d, as those who were there already count once.")
              .formatted(
                  servers.stream().map(TargetServer::toString).collect(joining(" or ")),
                  total(seen.visitors()),
                  total(seen.failures()),
                  seed));
    }
    return seen;
  }

  private void visit(int number) {
    try {
      Answer landing = server(number).open(id(seed, number), rates);
      String group = landing.group();
      if (group == null) {
        count(seen.exclusions(), "visits without a group");
        return;
      }
      if (!rates.byGroup().containsKey(group)) {
        count(seen.failures(), "the page named a group that is not in its results");
        return;
      }
      if (Boolean.TRUE.equals(landing.counted())) {
        count(seen.visitors(), group);
      } else {
        count(seen.exclusions(), "visits");
      }
      if (signsUp(seed, number, rates.of(group))) {
        Boolean counted = server(number + 1).follow(landing).counted();
        if (counted == null) {
          count(seen.undecided(), group);
        } else if (counted) {
          count(seen.signups(), group);
        } else {
          count(seen.exclusions(), "signups");
        }
      }
    } catch (ConnectException e) {
      isGone = true;
    } catch (IOException e) {
      count(
          seen.failures(), e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TargetServer server(int number) {
    return servers.get(number % servers.size());
  }

  static String id(long seed, int number) {
    return "sim-%d-%06d".formatted(seed, number);
  }

  static boolean signsUp(long seed, int number, double rate) {
    // Hashing the seed first keeps the people of neighboring seeds apart.
    long start = new SplittableRandom(seed).nextLong();
    return new SplittableRandom(start + number).nextDouble() < rate;
  }
}
