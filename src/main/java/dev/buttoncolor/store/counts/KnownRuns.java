package dev.buttoncolor.store.counts;

import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.database.EventDatabase;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * The runs as this instance knows them, and what is committed of each: what the thread that writes
 * shares with those that read. Safe for use by many threads.
 */
public final class KnownRuns implements AutoCloseable {

  private final IntSupplier instance;
  private final Reader reader;
  private final Exclusions exclusions = new Exclusions();
  private final Minima minima = new Minima();
  private final LongAdder changes = new LongAdder();

  private volatile Runs runs = Runs.NONE;

  /**
   * @param instance which instance this is, once runs are published
   */
  public KnownRuns(EventDatabase database, IntSupplier instance, InstantSource clock) {
    this.instance = instance;
    reader = new Reader(database, clock);
  }

  /** The runs as they were last loaded. */
  public Runs runs() {
    return runs;
  }

  /** What this instance excludes. */
  public Exclusions exclusions() {
    return exclusions;
  }

  /** What was looked at and is not committed yet. */
  public Minima minima() {
    return minima;
  }

  /** Takes note of the runs as they are now. */
  public void publish(Runs next) {
    runs = next;
    changes.increment();
  }

  /** Takes note of a transaction of this instance. */
  public void committed() {
    changes.increment();
  }

  /** A number that has grown wherever a look may find something new. */
  public long version() {
    return changes.sum() + exclusions.counted() + reader.version();
  }

  /** The run at this moment, looked at: its p-values enter the running minima. */
  public RecordedRun look(StoredRun run) throws SQLException {
    RecordedRun read = read(run);
    RunningMinima before = minima.with(run.id(), read.minima());
    RunningMinima after =
        read.design()
            .map(design -> before.after(design, read.counts(), read.stretches()))
            .orElse(before);
    minima.lower(run.id(), read.minima(), after);
    return read.lookedAt(after);
  }

  /** The run at this moment. */
  public RecordedRun read(StoredRun run) throws SQLException {
    long change = changes.sum(); // first: what changes meanwhile makes what is read too old
    return complete(run, reader.read(runs, run, instance.getAsInt(), change));
  }

  /** The run as it was last read; empty where it never was. */
  public Optional<RecordedRun> lastRead(StoredRun run) {
    return reader.lastRead(run).map(read -> complete(run, read));
  }

  private RecordedRun complete(StoredRun run, RecordedRun read) {
    boolean isCurrent = runs.current().filter(current -> current.id() == run.id()).isPresent();
    Map<Exclusion, Long> all = new EnumMap<>(exclusions.of(run, isCurrent));
    read.exclusions().forEach((kind, times) -> all.merge(kind, times, Long::sum));
    return read.with(all);
  }

  @Override
  public void close() {
    reader.close();
  }
}
