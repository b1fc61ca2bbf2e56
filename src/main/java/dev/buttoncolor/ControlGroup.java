package dev.buttoncolor;

import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import java.util.List;
import java.util.Optional;

/** Checks the control group that the settings name. */
final class ControlGroup {

  private ControlGroup() {}

  /**
   * Does nothing while the groups are not known.
   *
   * @throws InvalidSettingException if visitors are assigned to no such group
   */
  static void check(Optional<String> control, Optional<ExperimentSpec> spec) {
    List<String> groups =
        spec.map(ExperimentSpec::groups).orElse(List.of()).stream()
            .filter(group -> group.share() > 0)
            .map(Group::name)
            .toList();
    if (control.isPresent() && !groups.isEmpty() && !groups.contains(control.get())) {
      throw new InvalidSettingException(
          "CONTROL_GROUP is \"%s\", but the experiment's groups are %s."
              .formatted(control.get(), String.join(", ", groups)));
    }
  }
}
