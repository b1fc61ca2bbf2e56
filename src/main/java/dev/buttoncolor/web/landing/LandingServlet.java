package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import dev.buttoncolor.web.http.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code /}: shows visitors the button of their group, which is their exposure. It waits for no
 * disk and no network, and must not: the thread that reads requests answers it. Only while a new
 * spec document is read in, it waits for that.
 */
public final class LandingServlet extends PageServlet {

  public static final String PATH = "/";

  private static final Set<Exclusion> NOT_DRAWN =
      EnumSet.of(
          Exclusion.PREVIEW,
          Exclusion.OVERRIDDEN,
          Exclusion.NOT_STARTED,
          Exclusion.ENDED,
          Exclusion.ABANDONED);

  private final transient VisitorReader visitors;
  private final transient Experiment experiment;
  private final boolean linkResults;

  public LandingServlet(VisitorReader visitors, Experiment experiment, boolean linkResults) {
    this.visitors = visitors;
    this.experiment = experiment;
    this.linkResults = linkResults;
  }

  /** {@code group} is null if the visitor is in none, {@code why} if the visit counts. */
  record Landing(
      String visitor,
      String group,
      String color,
      String paragraph,
      String reason,
      boolean counted,
      String why,
      String signup) {}

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Visitor visitor = visitors.arriving(request);
    Assignment assignment = assignment(visitor);
    if (Answers.wantsJson(request)) {
      Answers.json(
          response,
          new Landing(
              visitor.id().value(),
              assignment.group().orElse(null),
              assignment.color().css(),
              assignment.paragraph(),
              assignment.reason(),
              assignment.exclusion().isEmpty(),
              assignment.exclusion().map(Exclusion::reason).orElse(null),
              visitor.signupHref()));
    } else {
      String style = style(assignment.color());
      response.setHeader(SecurityHeaders.CSP, SecurityHeaders.policyAllowing(style));
      Answers.html(
          response,
          html -> JtelandingGenerated.render(html, null, visitor, assignment, style, linkResults));
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

  /** The only inline style of the site. It is written byte for byte: the policy has its hash. */
  static String style(ButtonColor color) {
    return ":root{--button:" + color.css() + ";--on-button:" + color.textCss() + "}";
  }

  /** Why the visitor has this group; empty if it was not drawn. The SDK's word is in the JSON. */
  static String drawn(Visitor visitor, Assignment assignment) {
    if (assignment.exclusion().filter(NOT_DRAWN::contains).isPresent()) {
      return "";
    }
    return visitor.named() ? "drawn at random" : "drawn from your address";
  }

  static String countedText(Assignment assignment) {
    return assignment
        .exclusion()
        .map(why -> "This visit is not counted: " + why.reason() + ".")
        .orElse("This visit counts.");
  }
}
