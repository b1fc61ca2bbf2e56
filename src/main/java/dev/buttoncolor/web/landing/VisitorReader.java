package dev.buttoncolor.web.landing;

import static dev.buttoncolor.web.http.RequestFailedException.badRequest;
import static dev.buttoncolor.web.http.RequestFailedException.quote;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.web.http.Parameters;
import dev.buttoncolor.web.http.RequestFailedException;
import dev.buttoncolor.web.landing.TrustedProxies.Client;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Determines the visitor of a request. All pages use it, so that an exposure and a signup of one
 * visitor have the same id.
 *
 * <p>A browser that fetches a page ahead of a visit is refused. Otherwise it shows the fetched page
 * when the visit comes, without a request that could be counted; after a refusal it asks again.
 */
public final class VisitorReader {

  static final String RANDOM = "random";
  static final String VISITOR = "visitor";

  private static final Pattern MADE_HERE = Pattern.compile("[0-9a-f]{32}");

  /** The values of {@code random} that ask for a new id. */
  private static final Set<String> NEW = Set.of("", "true", "1");

  private final TrustedProxies proxies;
  private final VisitorKey key;
  private final Experiment experiment;
  private final RecentVisits recent;

  public VisitorReader(
      TrustedProxies proxies, VisitorKey key, Experiment experiment, RecentVisits recent) {
    this.proxies = proxies;
    this.key = key;
    this.experiment = experiment;
    this.recent = recent;
  }

  /** A visitor who may be new: {@code ?random} without an id draws one. */
  Visitor arriving(HttpServletRequest request) {
    Parameters parameters = Parameters.of(request);
    String random = parameters.get(RANDOM);
    if (random == null) {
      Client client = proxies.clientOf(request);
      Visitor visitor = visitor(request, parameters, key.idOf(client.address()), false);
      if (visitor.exclusion().isEmpty()) {
        recent.add(visitor.id(), client.fault());
      }
      return visitor;
    }
    VisitorId id = NEW.contains(random) ? VisitorId.random() : parseId(random);
    Visitor visitor = visitor(request, parameters, id, true);
    String rates = request.getHeader("Simulated-Rates"); // the true ones of a simulator's visitors
    if (rates != null && visitor.exclusion().isEmpty()) {
      recent.addSimulated(rates, Instant.now());
    }
    return visitor;
  }

  /**
   * A visitor who has seen a button: an id under which none was seen is never drawn. The id is the
   * one that the page handed on, or else that of the address.
   */
  Visitor returning(HttpServletRequest request) {
    Parameters parameters = Parameters.of(request);
    String random = parameters.get(RANDOM);
    String visitor = parameters.get(VISITOR);
    if (random != null && NEW.contains(random)) {
      throw badRequest(
          "A signup needs the id of the visitor who saw the button, but \"random\" names none."
              + " Press the button, or use /signup?random=ID with the id that the page shows.");
    }
    if (visitor != null && !MADE_HERE.matcher(visitor).matches()) {
      throw badRequest(
          "The parameter \"visitor\" is %s, but has to be the id that the page shows."
              .formatted(quote(visitor)));
    }
    if (visitor != null && random != null && !random.equals(visitor)) {
      throw badRequest(
          "The parameter \"random\" is %s and \"visitor\" is %s; they have to agree."
              .formatted(quote(random), quote(visitor)));
    }
    String id = visitor == null ? random : visitor;
    return id == null
        ? visitor(request, parameters, key.idOf(proxies.clientOf(request).address()), false)
        : visitor(request, parameters, parseId(id), true);
  }

  private Visitor visitor(
      HttpServletRequest request, Parameters parameters, VisitorId id, boolean named) {
    if (RequestExclusion.isFetchedAhead(request)) {
      experiment.exclude(Exclusion.PREFETCH);
      throw new RequestFailedException(
          HttpServletResponse.SC_FORBIDDEN,
          "This page counts its visitors, so it is not sent before they come.");
    }
    Optional<Group> preview = Optional.ofNullable(parameters.get("variant")).map(this::group);
    Optional<Exclusion> exclusion =
        RequestExclusion.of(request).or(() -> preview.map(group -> Exclusion.PREVIEW));
    return new Visitor(id, named, preview, exclusion);
  }

  private static VisitorId parseId(String id) {
    if (!VisitorId.isValid(id)) {
      throw badRequest(
          ("The parameter \"random\" is %s. It can be left empty, or be \"true\" or \"1\", for a new"
                  + " visitor; or be a visitor's id, 1 to 64 letters, digits, _ and -, to be that"
                  + " visitor.")
              .formatted(quote(id)));
    }
    return new VisitorId(id);
  }

  private Group group(String variant) {
    List<Group> groups = experiment.spec().map(ExperimentSpec::groups).orElse(List.of());
    for (Group group : groups) {
      if (group.name().equals(variant)) {
        return group;
      }
    }
    String names = groups.stream().map(Group::name).collect(Collectors.joining(", "));
    throw badRequest(
        "The parameter \"variant\" is %s, but the experiment's groups are: %s."
            .formatted(quote(variant), names));
  }
}
