package dev.buttoncolor.web;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that complete neither a request nor an answer in time: slow heads and bodies,
 * unread answers, idle connections. Jetty's idle timeout is not enough, since each byte restarts
 * it. At the limit of connections a shorter time applies, to make room for new ones.
 */
final class ExchangeTimeout extends AbstractLifeCycle {

  private final ServerConnector connector;
  private final Limits limits;
  private Map<EndPoint, Progress> progress = Map.of();
  private volatile Scheduler.Task next;

  /** How many requests and answers a connection had completed, and since when no more. */
  private record Progress(long completed, long sinceNanoTime) {}

  ExchangeTimeout(ServerConnector connector, Limits limits) {
    this.connector = connector;
    this.limits = limits;
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected void doStop() {
    next.cancel();
  }

  private void schedule() {
    long period = limits.crowdedExchange().dividedBy(4).toNanos();
    next = connector.getScheduler().schedule(this::closeStalled, period, TimeUnit.NANOSECONDS);
  }

  /** Each run schedules the next one, so two never use {@code progress} at once. */
  private void closeStalled() {
    Collection<EndPoint> open = connector.getConnectedEndPoints();
    boolean crowded = open.size() >= limits.connections();
    Duration allowed = crowded ? limits.crowdedExchange() : limits.exchange();
    Map<EndPoint, Progress> now = new HashMap<>();
    for (EndPoint endPoint : open) {
      Connection connection = endPoint.getConnection();
      long completed =
          connection == null ? 0 : connection.getMessagesIn() + connection.getMessagesOut();
      Progress latest = progress.get(endPoint);
      if (latest == null || latest.completed() != completed) {
        latest = new Progress(completed, NanoTime.now());
      }
      if (NanoTime.since(latest.sinceNanoTime()) > allowed.toNanos()) {
        endPoint.close(new TimeoutException("no exchange was completed in " + allowed));
      } else {
        now.put(endPoint, latest);
      }
    }
    progress = now;
    if (isRunning()) {
      schedule();
    }
  }
}
