package dev.buttoncolor;

import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.results.Arm;
import dev.buttoncolor.results.Design;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The plan of the experiment as it stands: its groups and their shares come from the specs, the
 * rest from the settings. Empty while no specs are known, and while they make no plan: they lack
 * the control group, or hold a group twice.
 */
final class CurrentDesign implements Supplier<Optional<Design>> {

  private final Assigner assigner;
  private final Optional<String> controlGroup;
  private final long plannedVisitors;

  CurrentDesign(Assigner assigner, Settings settings) {
    this.assigner = assigner;
    controlGroup = settings.controlGroup();
    plannedVisitors = settings.plannedVisitors();
  }

  @Override
  public Optional<Design> get() {
    List<Group> groups = groups();
    double whole = groups.stream().mapToDouble(Group::share).sum();
    if (whole <= 0) {
      return Optional.empty();
    }
    List<Arm> arms =
        groups.stream()
            .filter(group -> group.share() > 0)
            .map(group -> new Arm(group.name(), group.share() / whole))
            .toList();
    try {
      return Optional.of(
          new Design(controlGroup.orElse(arms.get(0).group()), arms, plannedVisitors));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<Group> groups() {
    return assigner.spec().map(ExperimentSpec::groups).orElse(List.of());
  }

  private static boolean isAmong(List<Group> groups, String name) {
    return groups.stream().anyMatch(group -> group.name().equals(name) && group.share() > 0);
  }

  /**
   * Checks at the start, where the groups are known, that the control group is one of them.
   *
   * @throws InvalidSettingException where it is not
   */
  void check() {
    List<Group> groups = groups();
    controlGroup
        .filter(control -> !groups.isEmpty() && !isAmong(groups, control))
        .ifPresent(
            control -> {
              throw new InvalidSettingException(
                  "CONTROL_GROUP is \"%s\", but the experiment's groups are %s."
                      .formatted(
                          control, String.join(", ", groups.stream().map(Group::name).toList())));
            });
  }
}
