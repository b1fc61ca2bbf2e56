package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.CountTable;
import dev.buttoncolor.store.database.RowKey;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.VisitorTable;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.Tally;
import dev.buttoncolor.store.runs.VisitorRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<VisitorId> signedUpBefore = new HashSet<>(); // this transaction
  private final Map<Split, Integer> stretches = new IdentityHashMap<>(); // few, used again

  Batch(List<Event> all, Runs runs, int instance, Uncommitted uncommitted) {
    this.runs = runs;
    this.instance = instance;
    for (Event event : all) {
      if (event instanceof Event.OfVisitor ofVisitor) {
        add(ofVisitor, uncommitted);
      } else if (event instanceof Event.ForStatsig forStatsig) {
        answers.add(() -> forStatsig.outcome().complete(SignupOutcome.NOT_RUNNING));
      } else if (event instanceof Event.Check check) {
        answers.add(() -> check.done().complete(true));
      }
    }
  }

  private void add(Event.OfVisitor event, Uncommitted uncommitted) {
    Run run = runs.ofSalt(event.run()).orElseThrow();
    if (run.isOverAt(event.at())) {
      boolean ended = run.state() == ExperimentState.ENDED;
      answers.add(() -> uncommitted.exclude(ended ? Exclusion.ENDED : Exclusion.ABANDONED));
      answer(event, SignupOutcome.NOT_RUNNING);
    } else {
      RowKey key = new RowKey(run.id(), event.visitor());
      events.computeIfAbsent(key, k -> new ArrayList<>(2)).add(event);
    }
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  void write(Session session) throws SQLException {
    VisitorTable table = new VisitorTable(session);
    SortedMap<RowKey, VisitorRow> rows = new TreeMap<>();
    events.forEach(
        (key, list) -> {
          VisitorRow visitor = VisitorRow.UNKNOWN;
          for (Event.OfVisitor event : list) {
            visitor = after(visitor, key.run(), event);
          }
          rows.put(key, visitor);
        });
    Map<RowKey, VisitorRow> present = table.insertOrLock(rows);
    SortedMap<RowKey, VisitorRow> changed = new TreeMap<>();
    Tally tally = new Tally();
    events.forEach(
        (key, list) -> {
          VisitorRow before = present.getOrDefault(key, VisitorRow.UNKNOWN);
          VisitorRow after = before;
          for (Event.OfVisitor event : list) {
            after = after(after, key.run(), event);
            boolean isConversion = after.isExposedBefore(event.at(), instance);
            answer(event, isConversion ? SignupOutcome.CONVERSION : SignupOutcome.WITHOUT_EXPOSURE);
          }
          if (present.containsKey(key) && !after.equals(before)) {
            changed.put(key, after);
          }
          if (before.hasSignedUp()) {
            signedUpBefore.add(key.visitor());
          }
          tally.add(runs.ofId(key.run()), before, after);
        });
    table.replace(changed);
    CountTable.add(session, instance, tally);
  }

  private VisitorRow after(VisitorRow before, int run, Event.OfVisitor event) {
    return event instanceof Event.Exposed exposed
        ? before.exposed(exposed.group(), stretch(run, exposed.split()), exposed.at(), instance)
        : before.signedUp(event.at(), instance);
  }

  private int stretch(int run, Split split) {
    return stretches.computeIfAbsent(split, s -> runs.ofId(run).stretchOf(s.shares()));
  }

  private void answer(Event.OfVisitor event, SignupOutcome outcome) {
    if (event instanceof Event.SignedUp signedUp) {
      answers.add(() -> signedUp.outcome().complete(outcome));
    }
  }

  Set<VisitorId> signedUpBefore() {
    return signedUpBefore;
  }

  /** Completes the signups and checks, and counts what came after the end of its run. */
  void answer() {
    answers.forEach(Runnable::run);
  }
}
