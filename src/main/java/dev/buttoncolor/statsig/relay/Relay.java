package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.sqlite.UnusableFileException;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from Statsig's SDK in Statsig's place, and hands them on for as long as it takes.
 *
 * <p>Point the SDK's {@code api} option at {@link #uri()}, and its specs and id lists at Statsig
 * itself. What the relay promises:
 *
 * <ul>
 *   <li>A batch that was answered 202 is in the outbox file, and outlives the process and its
 *       {@code kill -9}; a power cut may take the last moments.
 *   <li>Batches reach Statsig <b>at least once</b>: body and Statsig headers as they came, but for
 *       {@code STATSIG-CLIENT-TIME}, which is the moment of sending. A batch comes twice only where
 *       its answer was cut off: by a crash, a stop, a lost connection or an exchange that took more
 *       than ten seconds.
 *   <li>In order, unless Statsig fails on a batch for more than a minute: then later ones are tried
 *       in between.
 *   <li>An outage (no connection, no answer, 408, 429, 5xx, a server key that is refused) is waited
 *       out, with pauses that grow to a minute, or what {@code Retry-After} asks for. What waits
 *       goes out once Statsig takes it again, without a restart.
 *   <li>A batch that Statsig refuses (400, 413, 415, 422), or fails on again and again while it
 *       takes others (see {@link FailedBatches}), becomes a dead letter: kept and counted, out of
 *       the line.
 *   <li>What the SDK has logged and not posted yet is in the {@link Journal}, and reaches Statsig
 *       after a kill and a restart.
 *   <li>Lost is only what the bound drops, oldest first: it is counted, and the log says so.
 *   <li>The listener is on the loopback interface only and asks for the server key. The key is
 *       neither on disk nor in the log, and nor is a body in the log.
 * </ul>
 *
 * <p>Safe for use by many threads. One relay at a time may have the outbox file.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Deque<Part> parts = new ArrayDeque<>(); // the last started comes first
  private final Outbox outbox;
  private final Forwarder forwarder;
  private final Journal journal;
  private final Intake intake;
  private final LoopbackServer server;

  private Relay(RelaySettings settings, InstantSource clock, RetryPause pause)
      throws IOException, UnusableFileException {
    try {
      outbox = Outbox.open(settings.outbox(), settings.maxBytes(), clock);
      parts.push(outbox::close);
      Delivery delivery =
          new Delivery(settings.statsig(), settings.key(), Delivery.DEADLINE, clock);
      forwarder = Forwarder.start(outbox, delivery, clock, pause);
      parts.push(forwarder::close);
      journal =
          Journal.start(settings.journal(), outbox, settings.environment(), forwarder::wake, clock);
      parts.push(journal::close);
      intake = new Intake(outbox, journal, settings.key(), forwarder::wake);
      IdLists idLists = new IdLists(settings.statsig(), settings.key());
      server = LoopbackServer.start(new Handler.Sequence(idLists, intake));
      parts.push(server::close);
    } catch (IOException | UnusableFileException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private interface Part {
    void close() throws Exception;
  }

  /**
   * Opens the files, goes on with what waits in them, and listens.
   *
   * @throws UnusableFileException where one of the files cannot be used; it was left as it is
   * @throws IOException where no port can be had, or the journal cannot be read
   */
  public static Relay start(RelaySettings settings) throws IOException, UnusableFileException {
    return start(settings, InstantSource.system(), RetryPause.REAL);
  }

  static Relay start(RelaySettings settings, InstantSource clock, RetryPause pause)
      throws IOException, UnusableFileException {
    return new Relay(settings, clock, pause);
  }

  /**
   * Where the SDK posts: {@code http://127.0.0.1:PORT/v1}, the port being another at each start.
   */
  public URI uri() {
    return server.uri();
  }

  /** Where to write down what the SDK logs. */
  public Journal journal() {
    return journal;
  }

  /** Reads the outbox file, and never fails: an error is part of the answer. */
  public RelayStatus status() {
    Optional<String> lastError = intake.lastError().or(journal::lastError).or(forwarder::lastError);
    Outbox.Contents now = Outbox.Contents.EMPTY;
    try {
      now = outbox.contents();
    } catch (SQLException e) {
      lastError = Optional.of("The outbox cannot be read: " + e.getMessage());
    }
    return new RelayStatus(
        now.waiting(),
        now.bytes(),
        now.oldest(),
        now.deadLetters(),
        now.lastDeadLetter(),
        now.dropped(),
        forwarder.forwarded(),
        journal.waiting(),
        journal.unprotected(),
        lastError,
        forwarder.keyRefused());
  }

  /**
   * Stops listening, sends what can be sent within a second, and leaves the rest in the outbox.
   * Shut the SDK down first: it posts its last events here, and then the journal ends empty. Safe
   * to call twice.
   */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("A part of the relay did not stop: {}", e.toString());
      }
    }
  }
}
