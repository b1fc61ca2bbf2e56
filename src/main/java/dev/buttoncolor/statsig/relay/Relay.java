package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.sqlite.UnusableFileException;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
 *   <li>Lost is only what the bound drops, oldest first: it is counted, and the log says so.
 *   <li>The listener is on the loopback interface only and asks for the server key. The key is
 *       neither on disk nor in the log, and nor is a body in the log.
 * </ul>
 *
 * <p>Safe for use by many threads. One relay at a time may have the outbox file.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Outbox outbox;
  private final Forwarder forwarder;
  private final Intake intake;
  private final LoopbackServer server;
  private final Journal journal = new Journal();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Relay(Outbox outbox, Forwarder forwarder, Intake intake, LoopbackServer server) {
    this.outbox = outbox;
    this.forwarder = forwarder;
    this.intake = intake;
    this.server = server;
  }

  /**
   * Opens the outbox, goes on with what waits in it, and listens.
   *
   * @throws UnusableFileException where the outbox file cannot be used; it was left as it is
   * @throws IOException where no port can be had
   */
  public static Relay start(RelaySettings settings) throws IOException, UnusableFileException {
    return start(settings, InstantSource.system(), RetryPause.REAL);
  }

  static Relay start(RelaySettings settings, InstantSource clock, RetryPause pause)
      throws IOException, UnusableFileException {
    Outbox outbox = Outbox.open(settings.outbox(), settings.maxBytes(), clock);
    Delivery delivery = new Delivery(settings.statsig(), settings.key(), Delivery.DEADLINE, clock);
    Forwarder forwarder = Forwarder.start(outbox, delivery, clock, pause);
    Intake intake = new Intake(outbox, settings.key(), forwarder::wake);
    try {
      return new Relay(outbox, forwarder, intake, LoopbackServer.start(intake));
    } catch (IOException e) {
      end(forwarder, outbox);
      throw e;
    }
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

  /** How it is doing. Reads the outbox file, and never fails: an error is part of the answer. */
  public RelayStatus status() {
    Optional<String> lastError = intake.lastError().or(forwarder::lastError);
    try {
      Outbox.Contents now = outbox.contents();
      return new RelayStatus(
          now.waiting(),
          now.bytes(),
          now.oldest(),
          now.deadLetters(),
          now.lastDeadLetter(),
          now.dropped(),
          forwarder.forwarded(),
          lastError,
          forwarder.keyRefused());
    } catch (SQLException e) {
      return new RelayStatus(
          0,
          0,
          Optional.empty(),
          0,
          Optional.empty(),
          0,
          forwarder.forwarded(),
          Optional.of("The outbox cannot be read: " + e.getMessage()),
          forwarder.keyRefused());
    }
  }

  /**
   * Stops listening, sends what can be sent within a second, and leaves the rest in the outbox.
   * Shut the SDK down first: it posts its last events here. Safe to call twice.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.close();
      end(forwarder, outbox);
    }
  }

  private static void end(Forwarder forwarder, Outbox outbox) {
    try {
      forwarder.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      outbox.close();
    } catch (SQLException e) {
      LOG.warn("The outbox did not close: {}", e.toString());
    }
  }
}
