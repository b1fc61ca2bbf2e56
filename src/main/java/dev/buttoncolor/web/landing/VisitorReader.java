package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.web.http.BadRequestException;
import dev.buttoncolor.web.http.Parameters;
import dev.buttoncolor.web.http.Quote;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Determines the visitor of a request. All pages use it, so that an exposure and a signup of one
 * visitor have the same id.
 */
public final class VisitorReader {

  private static final String RANDOM = "random";

  /** The values of {@code random} that ask for a new id. */
  private static final Set<String> NEW = Set.of("", "true", "1");

  private static final String RANDOM_ALLOWED =
      "It can be left empty, or be \"true\" or \"1\", for a new visitor; or be a visitor's id,"
          + " 1 to 64 letters, digits, _ and -, to be that visitor.";

  private final ClientAddress clientAddress;
  private final RequestExclusion exclusions;
  private final VisitorKey key;
  private final Experiment experiment;

  public VisitorReader(TrustedProxies proxies, VisitorKey key, Experiment experiment) {
    clientAddress = new ClientAddress(proxies);
    exclusions = new RequestExclusion(proxies);
    this.key = key;
    this.experiment = experiment;
  }

  /**
   * A visitor who may be new: {@code ?random} without an id draws one.
   *
   * @throws BadRequestException where a parameter has a value that is not allowed
   */
  Visitor arriving(HttpServletRequest request) {
    Parameters parameters = Parameters.of(request);
    String random = parameters.get(RANDOM);
    return isNew(random)
        ? visitor(request, parameters, VisitorId.random(), true)
        : known(request, parameters, random);
  }

  /**
   * A visitor who has seen a button: an id under which none was seen is never drawn.
   *
   * @throws BadRequestException where a parameter has a value that is not allowed
   */
  Visitor returning(HttpServletRequest request) {
    Parameters parameters = Parameters.of(request);
    String random = parameters.get(RANDOM);
    if (isNew(random)) {
      throw new BadRequestException(
          "A signup needs the id of the visitor who saw the button, but \"random\" names none."
              + " Follow the button, or use /signup?random=ID with the id that the page shows.");
    }
    return known(request, parameters, random);
  }

  private static boolean isNew(String random) {
    return random != null && NEW.contains(random);
  }

  private Visitor known(HttpServletRequest request, Parameters parameters, String random) {
    if (random == null) {
      return visitor(request, parameters, key.idOf(clientAddress.of(request)), false);
    }
    if (!VisitorId.isValid(random)) {
      throw new BadRequestException(
          "The parameter \"random\" is " + Quote.of(random) + ". " + RANDOM_ALLOWED);
    }
    return visitor(request, parameters, new VisitorId(random), true);
  }

  private Visitor visitor(
      HttpServletRequest request, Parameters parameters, VisitorId id, boolean named) {
    Optional<Group> preview = Optional.ofNullable(parameters.get("variant")).map(this::group);
    Optional<Exclusion> exclusion =
        exclusions.of(request).or(() -> preview.map(group -> Exclusion.PREVIEW));
    return new Visitor(id, named, preview, exclusion);
  }

  private Group group(String variant) {
    List<Group> groups = experiment.spec().map(ExperimentSpec::groups).orElse(List.of());
    return groups.stream()
        .filter(group -> group.name().equals(variant))
        .findAny()
        .orElseThrow(
            () ->
                new BadRequestException(
                    "The parameter \"variant\" is %s, but the experiment's groups are: %s."
                        .formatted(
                            Quote.of(variant),
                            String.join(", ", groups.stream().map(Group::name).toList()))));
  }
}
