package dev.buttoncolor.simulate;

import static java.util.stream.Collectors.joining;

import dev.buttoncolor.simulate.TargetServer.LandingAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends simulated people to the experiment, one after the other at an even pace. Each opens the
 * landing page, follows its button with the true rate of the group that the page says, and does no
 * more. If there are several servers, people land on each in turn and sign up on the next, as a
 * load balancer without sticky sessions would have it.
 */
public final class Simulator {

  /** Enough for the pace when the site is slow; few enough not to be an attack. */
  private static final int AT_ONCE = 16;

  private final List<TargetServer> servers;
  private final TrueRates rates;
  private final SimulatedPeople people;
  private final Observations seen = new Observations();
  private volatile boolean isGone;

  /**
   * @param servers at least one
   */
  public Simulator(List<TargetServer> servers, TrueRates rates, SimulatedPeople people) {
    this.servers = List.copyOf(servers);
    this.rates = rates;
    this.people = people;
  }

  /**
   * Runs to the end.
   *
   * @param visitors how many people
   * @param perSecond how many of them set out each second
   * @param progress told of each person who is done, from several threads
   * @return what happened to them; a person whose request failed is in its failures
   * @throws SimulationException if a server stopped listening
   */
  public Observations run(int visitors, int perSecond, Runnable progress)
      throws SimulationException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      sendOut(threads, visitors, TimeUnit.SECONDS.toNanos(1) / perSecond, progress);
      threads.shutdown();
      while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        // Each request has its own deadline, so this ends.
      }
    } finally {
      threads.shutdownNow();
    }
    if (isGone) {
      throw SimulationException.failed(
          "%s stopped answering after %d visitors and %d failed requests: start it again and repeat"
              + " the run with --seed %d, as those who were there already count once.",
          servers.stream().map(TargetServer::toString).collect(joining(" or ")),
          seen.visitors(),
          seen.failures().values().stream().mapToLong(count -> count).sum(),
          people.seed());
    }
    return seen;
  }

  private void sendOut(ExecutorService threads, int visitors, long interval, Runnable progress)
      throws InterruptedException {
    Semaphore room = new Semaphore(AT_ONCE);
    long due = System.nanoTime();
    for (int i = 0; i < visitors && !isGone; i++) {
      int number = i;
      room.acquire();
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      due = Math.max(due, System.nanoTime() - interval) + interval; // no burst after a stall
      threads.execute(
          () -> {
            try {
              visit(number);
            } finally {
              room.release();
              progress.run();
            }
          });
    }
  }

  private void visit(int number) {
    try {
      LandingAnswer landing = server(number).open(people.id(number), rates);
      if (landing.group() == null) {
        seen.excluded("visits without a group");
        return;
      }
      if (!rates.byGroup().containsKey(landing.group())) {
        seen.failed("the page named a group that is not in its results");
        return;
      }
      if (landing.counted()) {
        seen.visited(landing.group());
      } else {
        seen.excluded("visits");
      }
      if (people.signsUp(number, rates.of(landing.group()))) {
        signUp(number, landing);
      }
    } catch (ConnectException e) {
      isGone = true;
    } catch (IOException e) {
      seen.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void signUp(int number, LandingAnswer landing) throws IOException, InterruptedException {
    Optional<Boolean> counted = server(number + 1).follow(landing);
    if (counted.isEmpty()) {
      seen.undecided(landing.group());
    } else if (counted.get()) {
      seen.signedUp(landing.group());
    } else {
      seen.excluded("signups");
    }
  }

  private TargetServer server(int number) {
    return servers.get(number % servers.size());
  }
}
