package dev.buttoncolor.simulate;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends a crowd to the site, one person after the other at an even pace. Each opens the landing
 * page, follows its button with the true rate of the group that the page says, and does no more.
 */
public final class Simulator {

  /** Enough for the pace when the site is slow; few enough not to be an attack. */
  private static final int AT_ONCE = 16;

  private final Site site;
  private final Rates rates;
  private final Crowd crowd;
  private final Tally tally = new Tally();
  private final AtomicReference<ConnectException> gone = new AtomicReference<>();

  public Simulator(Site site, Rates rates, Crowd crowd) {
    this.site = site;
    this.rates = rates;
    this.crowd = crowd;
  }

  /**
   * Runs to the end.
   *
   * @param visitors how many people
   * @param perSecond how many of them set out each second
   * @param progress told of each person who is done, from several threads
   * @return what happened to them; a person whose request failed is in its failures
   * @throws RunFailedException where the site stopped listening
   */
  public Tally run(int visitors, int perSecond, Runnable progress)
      throws RunFailedException, InterruptedException {
    ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
    try {
      sendOut(people, visitors, Pace.perSecond(perSecond, System.nanoTime()), progress);
      people.shutdown();
      while (!people.awaitTermination(1, TimeUnit.MINUTES)) {
        // Each request has its own deadline, so this ends.
      }
    } finally {
      people.shutdownNow();
    }
    ConnectException cause = gone.get();
    if (cause != null) {
      throw stopped(cause);
    }
    return tally;
  }

  private RunFailedException stopped(ConnectException cause) {
    long failures = tally.failures().values().stream().mapToLong(count -> count).sum();
    return new RunFailedException(
        site.address()
            + " stopped answering after "
            + tally.visitors()
            + " visitors and "
            + failures
            + " failed requests: start it again and repeat the run with --seed "
            + crowd.seed()
            + ", as those who were there already count once.",
        cause);
  }

  private void sendOut(ExecutorService people, int visitors, Pace pace, Runnable progress)
      throws InterruptedException {
    Semaphore room = new Semaphore(AT_ONCE);
    for (int i = 0; i < visitors && gone.get() == null; i++) {
      int number = i;
      room.acquire();
      TimeUnit.NANOSECONDS.sleep(pace.next(System.nanoTime()));
      people.execute(
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
      Visit visit = site.open(crowd.id(number));
      if (visit.group() == null) {
        tally.notCounted("visits without a group");
        return;
      }
      if (!rates.byGroup().containsKey(visit.group())) {
        tally.failed("the page named the group " + visit.group() + ", which is not in its results");
        return;
      }
      if (visit.counted()) {
        tally.visited(visit.group());
      } else {
        tally.notCounted("visits");
      }
      if (crowd.signsUp(number, rates.of(visit.group()))) {
        signUp(visit);
      }
    } catch (ConnectException e) {
      gone.compareAndSet(null, e);
    } catch (IOException e) {
      tally.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void signUp(Visit visit) throws IOException, InterruptedException {
    if (site.follow(visit).counted()) {
      tally.signedUp(visit.group());
    } else {
      tally.notCounted("signups");
    }
  }
}
