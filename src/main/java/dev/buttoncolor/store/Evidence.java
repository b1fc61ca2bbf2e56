package dev.buttoncolor.store;

import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.SmallestP;
import dev.buttoncolor.results.Tally;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The smallest p-values of all looks so far, and the plan that they were gathered under. Evidence
 * against one plan says nothing of another: when the plan changes it starts afresh. Safe for use by
 * many threads.
 */
final class Evidence {

  /**
   * What is kept on disk.
   *
   * @param plan the plan, spelled out; empty before there was one
   */
  record Gathered(String plan, SmallestP smallest) {}

  private final Supplier<Optional<Design>> plan;
  private Gathered gathered;

  /**
   * @param plan the plan of the moment; empty while nobody knows the groups
   */
  Evidence(Supplier<Optional<Design>> plan, Gathered gathered) {
    this.plan = plan;
    this.gathered = gathered;
  }

  /** Looks at the counts: the smallest p-values, these counts' own included. */
  synchronized SmallestP look(Tally tally) {
    plan.get().ifPresent(design -> look(design, tally));
    return gathered.smallest();
  }

  private void look(Design design, Tally tally) {
    String spelled = design.toString();
    SmallestP before = spelled.equals(gathered.plan()) ? gathered.smallest() : SmallestP.NONE;
    gathered = new Gathered(spelled, before.after(design, tally));
  }

  synchronized Gathered gathered() {
    return gathered;
  }
}
