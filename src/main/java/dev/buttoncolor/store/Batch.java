package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.counts.CountTable;
import dev.buttoncolor.store.counts.Counted;
import dev.buttoncolor.store.counts.Exclusions;
import dev.buttoncolor.store.database.RowKey;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.VisitorRow;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The events of one transaction, by visitor: what they make of the rows and the counts, and what to
 * answer once that is committed and not before.
 */
final class Batch {

  private final Runs runs;
  private final int instance;
  private final SortedMap<RowKey, List<Event.OfVisitor>> events = new TreeMap<>();
  private final List<Runnable> answers = new ArrayList<>();
  private final List<Exclusion> late = new ArrayList<>();
  private final Counted counted = new Counted();

  Batch(Runs runs, int instance) {
    this.runs = runs;
    this.instance = instance;
  }

  void add(Event.OfVisitor event) {
    StoredRun run = runs.ofSalt(event.run()).orElseThrow();
    if (run.isOverAt(event.at())) {
      late.add(run.run().state() == ExperimentState.ENDED ? Exclusion.ENDED : Exclusion.ABANDONED);
      answer(event, SignupOutcome.NOT_RUNNING);
    } else {
      events
          .computeIfAbsent(new RowKey(run.id(), event.visitor()), key -> new ArrayList<>(2))
          .add(event);
    }
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  void write(Session session, CountTable table) throws SQLException {
    SortedMap<RowKey, VisitorRow> rows = new TreeMap<>();
    events.forEach((key, list) -> rows.put(key, after(VisitorRow.UNKNOWN, list)));
    Map<RowKey, VisitorRow> present = session.insertOrLock(rows);
    Map<RowKey, VisitorRow> changed = new HashMap<>();
    for (Map.Entry<RowKey, List<Event.OfVisitor>> entry : events.entrySet()) {
      RowKey key = entry.getKey();
      VisitorRow before = present.getOrDefault(key, VisitorRow.UNKNOWN);
      VisitorRow after = before;
      for (Event.OfVisitor event : entry.getValue()) {
        after = after(after, event);
        answer(event, outcome(after, event));
      }
      if (present.containsKey(key) && !after.equals(before)) {
        changed.put(key, after);
      }
      counted.add(runs.ofId(key.run()), before, after);
    }
    session.update(changed);
    counted.write(table);
  }

  private VisitorRow after(VisitorRow row, List<Event.OfVisitor> list) {
    VisitorRow after = row;
    for (Event.OfVisitor event : list) {
      after = after(after, event);
    }
    return after;
  }

  private VisitorRow after(VisitorRow row, Event.OfVisitor event) {
    return event instanceof Event.Exposed exposed
        ? row.exposed(exposed.group(), exposed.at(), instance)
        : row.signedUp(event.at(), instance);
  }

  private SignupOutcome outcome(VisitorRow after, Event.OfVisitor event) {
    return after.isExposedBefore(event.at(), instance)
        ? SignupOutcome.CONVERSION
        : SignupOutcome.WITHOUT_EXPOSURE;
  }

  private void answer(Event.OfVisitor event, SignupOutcome outcome) {
    if (event instanceof Event.SignedUp signedUp) {
      answers.add(() -> signedUp.outcome().complete(outcome));
    }
  }

  /** What the transaction adds to the counts. */
  Counted counted() {
    return counted;
  }

  /** Completes the signups, and counts the events that came after the end of their run. */
  void answer(Exclusions exclusions) {
    late.forEach(exclusions::count);
    answers.forEach(Runnable::run);
  }
}
