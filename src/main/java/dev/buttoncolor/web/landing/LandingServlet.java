package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import dev.buttoncolor.web.http.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /}: shows visitors the button of their group, which is their exposure. It waits for no
 * disk and no network, and must not: the thread that reads requests answers it. Only while a new
 * spec document is read in, it waits for that.
 */
public final class LandingServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  public static final String PATH = "/";

  private final transient VisitorReader visitors;
  private final transient Experiment experiment;
  private final boolean linkResults;

  /**
   * @param linkResults whether the page links the results
   */
  public LandingServlet(VisitorReader visitors, Experiment experiment, boolean linkResults) {
    super("GET", "HEAD");
    this.visitors = visitors;
    this.experiment = experiment;
    this.linkResults = linkResults;
  }

  /** The page as JSON; {@code group} is null where the visitor is in none. */
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
    Visitor visitor = visitors.arriving(request);
    Assignment assignment = assignment(visitor);
    if (Answers.wantsJson(request)) {
      Answers.json(response, json(visitor, assignment));
    } else {
      LandingPage page = page(visitor, assignment);
      response.setHeader(SecurityHeaders.CSP, page.accent().policy());
      Answers.html(response, html -> JtelandingGenerated.render(html, null, page));
    }
  }

  private Assignment assignment(Visitor visitor) {
    if (visitor.exclusion().isEmpty()) {
      return experiment.expose(visitor.id());
    }
    Exclusion why = visitor.exclusion().get();
    return visitor.preview().isPresent()
        ? experiment.preview(visitor.preview().get(), why)
        : experiment.show(visitor.id(), why);
  }

  private static Landing json(Visitor visitor, Assignment assignment) {
    return new Landing(
        visitor.id().value(),
        assignment.group().orElse(null),
        assignment.color().css(),
        assignment.paragraph(),
        assignment.reason(),
        assignment.exclusion().isEmpty(),
        visitor.signupHref());
  }

  private LandingPage page(Visitor visitor, Assignment assignment) {
    return new LandingPage(
        assignment.paragraph(),
        Accent.of(assignment.color()),
        visitor.id().value(),
        assignment.group().orElse(null),
        assignment.reason(),
        assignment.exclusion().map(Exclusion::reason).orElse(null),
        visitor.signupHref(),
        visitor.preview().map(Group::name).orElse(null),
        linkResults);
  }
}
