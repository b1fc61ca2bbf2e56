package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.statsig.relay.JournaledEvents.Entry;
import dev.buttoncolor.statsig.relay.LoggedEvent.Key;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to the journal's file what the notes say. Not safe for use by two threads at once. */
final class JournalWriter {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  /** Past this size a file that consists mostly of what is struck out is written anew. */
  private static final long REWRITE_SIZE = 4 * 1024 * 1024;

  /** The SDK's own number of events in a batch. */
  private static final int BATCH_SIZE = 1000;

  /** So long a file that could not be written is left alone: the next try writes all of it. */
  static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final JournalFile file;
  private final Outbox outbox;
  private final Runnable arrival;
  private final Optional<String> environment;
  private final InstantSource clock;
  private final Unprotected unprotected;
  private final JournaledEvents events = new JournaledEvents();
  private final StringBuilder lines = new StringBuilder();
  private final List<Long> struckOut = new ArrayList<>();
  private long lastNumber;

  /** When the SDK may last have dropped a batch. What is older than this life, it has not. */
  private volatile Instant lastRefusal;

  private Instant nextTry = Instant.MIN;
  private Optional<IOException> failure = Optional.empty();

  JournalWriter(
      JournalFile file,
      Outbox outbox,
      Runnable arrival,
      Optional<String> environment,
      InstantSource clock,
      Unprotected unprotected) {
    this.file = file;
    this.outbox = outbox;
    this.arrival = arrival;
    this.environment = environment;
    this.clock = clock;
    this.unprotected = unprotected;
    this.lastRefusal = clock.instant();
  }

  /** How many events are written down. */
  int size() {
    return events.size();
  }

  /** Reads what the life before left behind. */
  void read() throws IOException {
    file.read()
        .forEach(
            (number, json) -> {
              lastNumber = number;
              try {
                events.add(new Entry(number, LogEvents.readEvent(json), json));
              } catch (IOException e) {
                LOG.error("Event {} of the journal is damaged and was left out", number);
              }
            });
  }

  /** Puts all that is written down into the outbox. */
  void replayAll() throws IOException, SQLException {
    replay(events.all().toList());
    store();
  }

  /** A batch was not taken, so the SDK may drop it. May be called by any thread. */
  void refused() {
    lastRefusal = clock.instant();
  }

  /** Writes all of it down, or none of the signups in it; what is not written counts. */
  void write(List<JournalNote> notes) throws IOException {
    Instant now = clock.instant();
    long before = lastNumber;
    List<Entry> signups = new ArrayList<>();
    for (JournalNote note : notes) {
      if (note instanceof JournalNote.Exposed exposed) {
        writeExposure(exposed, now);
      } else if (note instanceof JournalNote.Logged logged) {
        signups.add(writeEvent(logged));
      } else if (note instanceof JournalNote.Passed passed) {
        passed.events().forEach(event -> events.pass(event, now).ifPresent(this::strikeOut));
      }
    }
    keepWithinBound();
    try {
      store();
    } catch (IOException e) {
      unprotected.add(lastNumber - before);
      // Their visitors are told; some may have passed already, for the SDK has logged them.
      events.all().filter(signups::contains).toList().forEach(events::remove);
      throw e;
    }
  }

  /** Takes out what should have passed by now; what the SDK has lost goes into the outbox. */
  void sweep() throws IOException, SQLException {
    List<Entry> overdue = events.overdue(clock.instant());
    List<Entry> lost = overdue.stream().filter(this::isLost).toList();
    List<Entry> repeated = overdue.stream().filter(entry -> !isLost(entry)).toList();
    repeated.forEach(this::strikeOut);
    replay(lost);
    store();
    if (!lost.isEmpty()) {
      LOG.warn("{} events that the SDK did not post went into the outbox", lost.size());
    }
  }

  /** An exposure that did not pass while every batch did was a repeated one, and never logged. */
  private boolean isLost(Entry entry) {
    LoggedEvent event = entry.event();
    return !event.key().isExposure() || !event.time().isAfter(lastRefusal);
  }

  void close() throws IOException {
    file.close();
  }

  private void writeExposure(JournalNote.Exposed exposed, Instant now) {
    Exposure exposure = exposed.exposure();
    Key key =
        new Key(LoggedEvent.EXPOSURE, exposure.userId(), exposure.experiment(), exposure.ruleId());
    if (events.isNeeded(key, now)) {
      add(key, exposed.time(), LogEvents.exposure(exposure, environment, exposed.time()));
    }
  }

  private Entry writeEvent(JournalNote.Logged logged) {
    return add(
        new Key(logged.event(), logged.userId(), "", ""),
        logged.time(),
        LogEvents.event(logged.event(), logged.userId(), environment, logged.time()));
  }

  private Entry add(Key key, Instant time, String json) {
    Entry entry = new Entry(++lastNumber, new LoggedEvent(key, time), json);
    events.add(entry);
    JournalFile.add(entry, lines);
    return entry;
  }

  private void replay(List<Entry> lost) throws SQLException {
    for (int i = 0; i < lost.size(); i += BATCH_SIZE) {
      List<Entry> part = lost.subList(i, Math.min(i + BATCH_SIZE, lost.size()));
      outbox.append(LogEvents.batch(part.stream().map(Entry::json).toList()));
      arrival.run();
      part.forEach(this::strikeOut);
    }
  }

  private void strikeOut(Entry entry) {
    events.remove(entry);
    struckOut.add(entry.number());
  }

  private void keepWithinBound() {
    while (events.bytes() > Journal.MAX_BYTES) {
      strikeOut(events.oldest().orElseThrow());
      unprotected.add(1);
    }
  }

  /** Brings the file up to date, unless that has just failed. */
  private void store() throws IOException {
    if (failure.isEmpty() || !clock.instant().isBefore(nextTry)) {
      failure = tryToStore();
      nextTry = clock.instant().plus(BETWEEN_TRIES);
    }
    lines.setLength(0); // where they are not in the file, that is torn, and written anew
    struckOut.clear();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private Optional<IOException> tryToStore() {
    try {
      storeInTheCheapestWay();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void storeInTheCheapestWay() throws IOException {
    boolean mostlyStruckOut = file.size() > REWRITE_SIZE && file.size() > 4 * events.bytes();
    if (file.isTorn()) {
      file.rewrite(events.all());
    } else if (events.isEmpty()) {
      file.clear();
    } else if (mostlyStruckOut) {
      file.rewrite(events.all());
    } else if (lines.length() > 0 || !struckOut.isEmpty()) {
      JournalFile.strikeOut(struckOut, lines);
      file.append(lines.toString());
    }
  }
}
