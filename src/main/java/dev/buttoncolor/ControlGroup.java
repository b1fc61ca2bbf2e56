package dev.buttoncolor;

import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import java.util.List;
import java.util.Optional;

/** The control group that the settings name, which must be one that visitors are dealt to. */
final class ControlGroup {

  private ControlGroup() {}

  /**
   * Checks at the start, where the groups are known, that it is one of them.
   *
   * @throws InvalidSettingException where it is not
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
