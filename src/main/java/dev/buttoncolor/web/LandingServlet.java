package dev.buttoncolor.web;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.NotCounted;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /}: shows visitors the button of their group, which is their exposure. */
final class LandingServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  static final String PATH = "/";

  private final transient Visits visits;
  private final transient Experiment experiment;
  private final transient EventStore store;
  private final transient LandingPages pages = new LandingPages();

  LandingServlet(Visits visits, Experiment experiment, EventStore store) {
    super("GET", "HEAD");
    this.visits = visits;
    this.experiment = experiment;
    this.store = store;
  }

  /** The page as JSON; {@code group} is null where nobody was assigned. */
  record Landing(
      String visitor,
      String group,
      String color,
      String paragraph,
      String reason,
      boolean counted,
      String signup) {}

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Visit visit = visits.arriving(request);
    visit.notCounted().ifPresent(store::count);
    Assignment assignment = assignment(visit);
    boolean counted = visit.notCounted().isEmpty() && assignment.group().isPresent();
    if (Answers.wantsJson(request)) {
      Answers.json(response, json(visit, assignment, counted));
    } else {
      LandingPage page = page(visit.of(LandingPages.ANYBODY), assignment, counted);
      Answers.landing(response, page.accent(), pages.of(page, visit.visitor()));
    }
  }

  private Assignment assignment(Visit visit) {
    if (visit.preview().isPresent()) {
      Group group = visit.preview().get();
      return new Assignment(Optional.of(group.name()), group.color(), group.paragraph(), "PREVIEW");
    }
    return visit.notCounted().isPresent()
        ? experiment.assign(visit.visitor())
        : experiment.expose(visit.visitor());
  }

  private static Landing json(Visit visit, Assignment assignment, boolean counted) {
    return new Landing(
        visit.visitor().value(),
        assignment.group().orElse(null),
        assignment.color().css(),
        assignment.paragraph(),
        assignment.reason(),
        counted,
        visit.signupHref());
  }

  private static LandingPage page(Visit visit, Assignment assignment, boolean counted) {
    return new LandingPage(
        assignment.paragraph(),
        assignment.color(),
        visit.visitor().value(),
        assignment.group().orElse(null),
        assignment.reason(),
        counted,
        counted ? null : visit.notCounted().orElse(NotCounted.FALLBACK).reason(),
        visit.signupHref(),
        visit.preview().map(Group::name).orElse(null));
  }
}
