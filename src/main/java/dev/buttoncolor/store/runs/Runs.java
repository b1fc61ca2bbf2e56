package dev.buttoncolor.store.runs;

import dev.buttoncolor.analysis.Design;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of one experiment in one mode, and what its operators have set, as the database had them
 * at one moment. Immutable.
 */
public final class Runs {

  /** Before any run is known. */
  public static final Runs NONE = new Runs(0, List.of(), Optional.empty(), Optional.empty());

  /** Of control and one treatment together, where no number was ever set. */
  static final long DEFAULT_PLANNED_VISITORS = 5000;

  private final long revision;
  private final List<StoredRun> all;
  private final Map<String, StoredRun> bySalt = new LinkedHashMap<>();
  private final Optional<String> control;
  private final Optional<Long> plannedVisitors;

  /**
   * @param revision the revision of the store that this is
   * @param all the run observed last comes last
   * @param control the group to compare with, where one was ever set
   * @param plannedVisitors how many visitors a comparison is planned for, where it was ever set
   */
  Runs(
      long revision,
      List<StoredRun> all,
      Optional<String> control,
      Optional<Long> plannedVisitors) {
    this.revision = revision;
    this.all = List.copyOf(all);
    this.control = control;
    this.plannedVisitors = plannedVisitors;
    all.forEach(run -> bySalt.put(run.run().salt(), run));
  }

  /** The revision of the store that this is. */
  public long revision() {
    return revision;
  }

  /** All of them; the run observed last comes last. */
  public List<StoredRun> all() {
    return all;
  }

  /** The run that was observed last; empty before the database was reached. */
  public Optional<StoredRun> current() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The run that a salt names; where none is given, the current one. */
  public Optional<StoredRun> ofSalt(String salt) {
    Optional<StoredRun> named = ofExactly(salt);
    return named.isEmpty() && salt.isEmpty() ? current() : named;
  }

  /** The run that has this salt, the empty one where none has been seen yet. */
  public Optional<StoredRun> ofExactly(String salt) {
    return Optional.ofNullable(bySalt.get(salt));
  }

  /** The run of this key, which is there. */
  public StoredRun ofId(int id) {
    return all.stream().filter(run -> run.id() == id).findFirst().orElseThrow();
  }

  /** The run of this number; empty where there is none. */
  public Optional<StoredRun> ofNumber(int number) {
    return all.stream().filter(run -> run.run().number() == number).findFirst();
  }

  /** The run whose salt was not written down, or else the one that has not begun. */
  Optional<StoredRun> free() {
    return ofExactly("")
        .or(() -> all.stream().filter(run -> run.run().startedAt().isEmpty()).findFirst());
  }

  /**
   * What is compared with what in a run; empty while its groups are not known, or make no sense.
   */
  public Optional<Design> design(StoredRun run) {
    if (run.stretches().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> shares = run.stretches().get(run.stretches().size() - 1).byGroup();
    try {
      return shares.keySet().stream()
          .findFirst()
          .map(
              first ->
                  new Design(
                      control.filter(shares::containsKey).orElse(first),
                      shares,
                      plannedVisitors.orElse(DEFAULT_PLANNED_VISITORS)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
