package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Tally;
import dev.buttoncolor.store.EventStore.Event;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of one transaction: what they change in the counts, and what to answer to those who
 * wait, once it is committed and not before.
 */
final class Batch {

  private final Database database;
  private final Instant now;
  private final Map<String, Long> visitors = new LinkedHashMap<>();
  private final Map<String, Long> signups = new LinkedHashMap<>();
  private final Map<Exclusion, Integer> exclusions = new EnumMap<>(Exclusion.class);
  private final List<Runnable> answers = new ArrayList<>();

  Batch(Database database, Instant now) {
    this.database = database;
    this.now = now;
  }

  void apply(Event event) throws SQLException {
    if (event instanceof Event.Exposed exposed) {
      apply(exposed);
    } else if (event instanceof Event.SignedUp signedUp) {
      apply(signedUp);
    } else if (event instanceof Event.Check check) {
      database.touch(now);
      answers.add(() -> check.done().complete(true));
    }
  }

  private void apply(Event.Exposed event) throws SQLException {
    if (database.expose(event.visitor(), event.group(), now)) {
      visitors.merge(event.group(), 1L, Long::sum);
    } else if (database.crossOver(event.visitor(), event.group())) {
      exclusions.merge(Exclusion.CROSSOVER, 1, Integer::sum);
    }
  }

  private void apply(Event.SignedUp event) throws SQLException {
    Database.Signup signup = database.signUp(event.visitor(), now);
    signup.group().ifPresent(group -> signups.merge(group, 1L, Long::sum));
    if (!signup.exposed() && signup.first()) {
      exclusions.merge(Exclusion.SIGNUP_WITHOUT_EXPOSURE, 1, Integer::sum);
    }
    SignupOutcome outcome =
        signup.exposed() ? SignupOutcome.CONVERSION : SignupOutcome.WITHOUT_EXPOSURE;
    answers.add(() -> event.outcome().complete(outcome));
  }

  /** Whether the counts of any group change. */
  boolean isNews() {
    return !visitors.isEmpty() || !signups.isEmpty();
  }

  Tally addedTo(Tally before) {
    Map<String, Counts> after = new LinkedHashMap<>(before.byGroup());
    visitors.forEach((group, n) -> after.put(group, plus(after.get(group), n, 0)));
    signups.forEach((group, n) -> after.put(group, plus(after.get(group), 0, n)));
    return new Tally(after);
  }

  private static Counts plus(Counts counts, long visitors, long signups) {
    Counts before = counts == null ? Counts.NONE : counts;
    return new Counts(before.visitors() + visitors, before.signups() + signups);
  }

  /** What these events add to the counters of what is not counted. */
  Map<Exclusion, Integer> exclusions() {
    return exclusions;
  }

  /** Tells those who wait. */
  void answer() {
    answers.forEach(Runnable::run);
  }
}
