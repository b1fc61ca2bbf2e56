package dev.buttoncolor.store.runs;

import dev.buttoncolor.analysis.Design;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator asks to be compared; a run takes it with its first counted exposure, and then
 * keeps it.
 *
 * @param control the group to compare with; the first group if it is not set
 * @param plannedVisitors how many visitors a comparison is planned for
 */
public record DesignSettings(Optional<String> control, long plannedVisitors) {

  public static final DesignSettings NONE = new DesignSettings(Optional.empty(), 5_000);

  /** The design for groups with these shares; empty if control is none of them. */
  Optional<Design> designFor(Map<String, Double> shares) {
    return control
        .or(() -> shares.keySet().stream().findFirst())
        .filter(shares::containsKey)
        .map(group -> new Design(group, shares, plannedVisitors));
  }

  /** Whether a run that compares by this design does not do what is asked for. */
  public boolean differFrom(Design design) {
    return control.filter(group -> !group.equals(design.control())).isPresent()
        || plannedVisitors != design.plannedVisitors();
  }
}
