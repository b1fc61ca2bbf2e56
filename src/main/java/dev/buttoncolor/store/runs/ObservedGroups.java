package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.Group;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The groups that a spec document holds become those of a run; what is new about them is logged.
 */
final class ObservedGroups {

  private static final double SAME_SHARE = 1e-9;

  private final RunTable table;
  private final List<Group> groups;
  private final Instant at;

  ObservedGroups(RunTable table, List<Group> groups, Instant at) {
    this.table = table;
    this.groups = groups;
    this.at = at;
  }

  void write(StoredRun run) throws SQLException {
    boolean isUnderWay = run.run().startedAt().isPresent() && !run.groups().isEmpty();
    if (isUnderWay) {
      logColorsAndTexts(run);
    }
    GroupTable stored = table.groups(run.id());
    stored.replaceGroups(groups);
    Shares shares = Shares.of(groups, at);
    int stretches = run.stretches().size();
    if (stretches == 0) {
      stored.replaceStretch(1, shares);
      return;
    }
    Shares before = run.stretches().get(stretches - 1);
    if (!isSame(before, shares)) {
      if (isUnderWay) {
        logShares(run, before.byGroup(), shares.byGroup());
      }
      stored.replaceStretch(isUnderWay ? stretches + 1 : 1, shares);
    }
  }

  private void logColorsAndTexts(StoredRun run) throws SQLException {
    for (Group group : groups) {
      for (Group before : run.groups()) {
        if (before.name().equals(group.name())) {
          log(run, Change.Kind.COLOR, group.name(), before.color().css(), group.color().css());
          log(run, Change.Kind.PARAGRAPH, group.name(), before.paragraph(), group.paragraph());
        }
      }
    }
  }

  private static boolean isSame(Shares one, Shares other) {
    return one.byGroup().keySet().equals(other.byGroup().keySet())
        && one.byGroup().entrySet().stream()
            .allMatch(
                share ->
                    Math.abs(share.getValue() - other.byGroup().get(share.getKey())) < SAME_SHARE);
  }

  private void logShares(StoredRun run, Map<String, Double> before, Map<String, Double> after)
      throws SQLException {
    TreeSet<String> groups = new TreeSet<>(before.keySet());
    groups.addAll(after.keySet());
    for (String group : groups) {
      log(
          run,
          Change.Kind.SHARE,
          group,
          before.containsKey(group) ? before.get(group).toString() : "",
          after.containsKey(group) ? after.get(group).toString() : "");
    }
  }

  private void log(StoredRun run, Change.Kind what, String group, String before, String after)
      throws SQLException {
    if (!before.equals(after)) {
      table.log(run.id(), new Change(at, what, Optional.of(group), before, after));
    }
  }
}
