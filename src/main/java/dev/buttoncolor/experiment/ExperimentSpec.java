package dev.buttoncolor.experiment;

import java.util.List;
import java.util.Optional;

/**
 * The experiment as a spec document describes it at one moment.
 *
 * @param salt what the assignment of its visitors depends on; a new start of the experiment brings
 *     a new one, so it names the run
 * @param groups in the order of the document; the first is control unless the settings say
 *     otherwise
 * @param shippedGroup the group whose values every visitor gets, once the experiment has ended
 */
public record ExperimentSpec(
    String name,
    String salt,
    ExperimentState state,
    List<Group> groups,
    Optional<String> shippedGroup) {

  public ExperimentSpec {
    groups = List.copyOf(groups);
  }
}
