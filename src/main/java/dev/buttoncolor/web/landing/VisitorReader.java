package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.web.http.Parameters;
import dev.buttoncolor.web.http.Quote;
import dev.buttoncolor.web.http.RequestFailedException;
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

  private final ClientAddress clientAddress;
  private final VisitorKey key;
  private final Experiment experiment;

  public VisitorReader(TrustedProxies proxies, VisitorKey key, Experiment experiment) {
    this.clientAddress = new ClientAddress(proxies);
    this.key = key;
    this.experiment = experiment;
  }

  /**
   * A visitor who may be new: {@code ?random} without an id draws one.
   *
   * @throws RequestFailedException if a parameter has a value that is not allowed
   */
  Visitor arriving(HttpServletRequest request) {
    return read(request, true);
  }

  /**
   * A visitor who has seen a button: an id under which none was seen is never drawn.
   *
   * @throws RequestFailedException if a parameter has a value that is not allowed
   */
  Visitor returning(HttpServletRequest request) {
    return read(request, false);
  }

  private Visitor read(HttpServletRequest request, boolean mayBeNew) {
    Parameters parameters = Parameters.of(request);
    String random = parameters.get(RANDOM);
    VisitorId id =
        random == null ? key.idOf(clientAddress.of(request)) : randomId(random, mayBeNew);
    Optional<Group> preview = Optional.ofNullable(parameters.get("variant")).map(this::group);
    Optional<Exclusion> exclusion =
        RequestExclusion.of(request).or(() -> preview.map(group -> Exclusion.PREVIEW));
    return new Visitor(id, random != null, preview, exclusion);
  }

  private static VisitorId randomId(String random, boolean mayBeNew) {
    if (!NEW.contains(random)) {
      return named(random);
    }
    if (mayBeNew) {
      return VisitorId.random();
    }
    throw RequestFailedException.badRequest(
        "A signup needs the id of the visitor who saw the button, but \"random\" names none."
            + " Follow the button, or use /signup?random=ID with the id that the page shows.");
  }

  private static VisitorId named(String id) {
    if (!VisitorId.isValid(id)) {
      throw RequestFailedException.badRequest(
          "The parameter \"random\" is "
              + Quote.of(id)
              + ". It can be left empty, or be \"true\" or \"1\", for a new visitor; or be a"
              + " visitor's id, 1 to 64 letters, digits, _ and -, to be that visitor.");
    }
    return new VisitorId(id);
  }

  private Group group(String variant) {
    List<Group> groups = experiment.spec().map(ExperimentSpec::groups).orElse(List.of());
    return groups.stream()
        .filter(group -> group.name().equals(variant))
        .findAny()
        .orElseThrow(
            () ->
                RequestFailedException.badRequest(
                    "The parameter \"variant\" is %s, but the experiment's groups are: %s."
                        .formatted(
                            Quote.of(variant),
                            String.join(", ", groups.stream().map(Group::name).toList()))));
  }
}
