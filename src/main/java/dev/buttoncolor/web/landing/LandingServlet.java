package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /}: shows visitors the button of their group, which is their exposure. */
public final class LandingServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  public static final String PATH = "/";

  private final transient Visits visits;
  private final transient Experiment experiment;
  private final transient LandingPages pages = new LandingPages();

  public LandingServlet(Visits visits, Experiment experiment) {
    super("GET", "HEAD");
    this.visits = visits;
    this.experiment = experiment;
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
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Visit visit = visits.arriving(request);
    Assignment assignment = assignment(visit);
    if (Answers.wantsJson(request)) {
      Answers.json(response, json(visit, assignment));
    } else {
      LandingPage page = page(visit.of(LandingPages.ANYBODY), assignment);
      Answers.headers(response).put(page.accent().policy());
      Answers.html(response, pages.of(page, visit.visitor()));
    }
  }

  private Assignment assignment(Visit visit) {
    if (visit.exclusion().isEmpty()) {
      return experiment.expose(visit.visitor());
    }
    Exclusion why = visit.exclusion().get();
    return visit.preview().isPresent()
        ? experiment.preview(visit.preview().get(), why)
        : experiment.show(visit.visitor(), why);
  }

  private static Landing json(Visit visit, Assignment assignment) {
    return new Landing(
        visit.visitor().value(),
        assignment.group().orElse(null),
        assignment.color().css(),
        assignment.paragraph(),
        assignment.reason(),
        assignment.exclusion().isEmpty(),
        visit.signupHref());
  }

  private static LandingPage page(Visit visit, Assignment assignment) {
    return new LandingPage(
        assignment.paragraph(),
        assignment.color(),
        visit.visitor().value(),
        assignment.group().orElse(null),
        assignment.reason(),
        assignment.exclusion().isEmpty(),
        assignment.exclusion().map(Exclusion::reason).orElse(null),
        visit.signupHref(),
        visit.preview().map(Group::name).orElse(null));
  }
}
