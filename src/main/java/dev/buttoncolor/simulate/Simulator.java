package dev.buttoncolor.simulate;

import static dev.buttoncolor.simulate.Observations.count;
import static dev.buttoncolor.simulate.Observations.total;
import static java.util.stream.Collectors.joining;

import dev.buttoncolor.simulate.TargetServer.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.SplittableRandom;
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
  private final Observations seen = new Observations();
  private volatile boolean isGone;

  public Simulator(List<TargetServer> servers, TrueRates rates, long seed) {
    this.servers = List.copyOf(servers);
    this.rates = rates;
    this.seed = seed;
  }

  /**
   * Runs to the end.
   *
   * @param progress told of each person who is done, from several threads
   */
  public Observations run(int visitors, int perSecond, Runnable progress)
      throws SimulationException, InterruptedException {
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
      throw new SimulationException(
          "%s stopped answering after %d visitors and %d failed requests: start it again and repeat"
              + " the run with --seed %d, as those who were there already count once.",
          servers.stream().map(TargetServer::toString).collect(joining(" or ")),
          total(seen.visitors()),
          total(seen.failures()),
          seed);
    }
    return seen;
  }

  private void visit(int number) {
    try {
      Answer landing = server(number).open(id(seed, number), rates);
      if (landing.group() == null) {
        count(seen.exclusions(), "visits without a group");
        return;
      }
      if (!rates.byGroup().containsKey(landing.group())) {
        count(seen.failures(), "the page named a group that is not in its results");
        return;
      }
      if (Boolean.TRUE.equals(landing.counted())) {
        count(seen.visitors(), landing.group());
      } else {
        count(seen.exclusions(), "visits");
      }
      if (signsUp(seed, number, rates.of(landing.group()))) {
        signUp(number, landing);
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

  private void signUp(int number, Answer landing) throws IOException, InterruptedException {
    Boolean counted = server(number + 1).follow(landing).counted();
    if (counted == null) {
      count(seen.undecided(), landing.group());
    } else if (counted) {
      count(seen.signups(), landing.group());
    } else {
      count(seen.exclusions(), "signups");
    }
  }

  private TargetServer server(int number) {
    return servers.get(number % servers.size());
  }

  /** The visitor id of one person, such as {@code sim-7-000123}. */
  static String id(long seed, int number) {
    return "sim-%d-%06d".formatted(seed, number);
  }

  /** Whether this person signs up if the rate is such a part of all people, 0 to 1. */
  static boolean signsUp(long seed, int number, double rate) {
    // Hashing the seed first keeps the people of neighboring seeds apart.
    long start = new SplittableRandom(seed).nextLong();
    return new SplittableRandom(start + number).nextDouble() < rate;
  }
}
