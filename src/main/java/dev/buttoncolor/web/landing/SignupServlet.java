package dev.buttoncolor.web.landing;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code /signup}: logs that the visitor signed up, and thanks them once that is on disk. It takes
 * the id that saw the button and never makes one up.
 */
public final class SignupServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  /** The request's attribute that holds a {@link Pending}. */
  private static final String PENDING = Pending.class.getName();

  public static final String PATH = "/signup";

  private final transient Visits visits;
  private final transient Experiment experiment;
  private final String event;

  /**
   * @param event the name of the event, to be shown
   */
  public SignupServlet(Visits visits, Experiment experiment, String event) {
    super("GET", "POST", "HEAD");
    this.visits = visits;
    this.experiment = experiment;
    this.event = event;
  }

  /** The page as JSON; {@code counted} tells whether the visitor is a conversion. */
  record Signup(String visitor, String event, boolean counted) {}

  /** A signup that is being written down. */
  private record Pending(Visit visit, CompletableFuture<SignupOutcome> outcome) {}

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute(PENDING) instanceof Pending decided) { // asked a second time
      answer(request, response, decided);
      return;
    }
    Visit visit = visits.returning(request);
    if (visit.exclusion().isPresent()) {
      experiment.exclude(visit.exclusion().get());
      thank(request, response, visit, visit.exclusion());
      return;
    }
    Pending pending = new Pending(visit, experiment.signUp(visit.visitor()));
    if (pending.outcome().isDone()) {
      answer(request, response, pending);
    } else {
      // No thread waits for the disk: this servlet is asked again once the signup is there.
      request.setAttribute(PENDING, pending);
      AsyncContext later = request.startAsync();
      later.setTimeout(0); // the outcome comes in time, whatever it is
      var unused = pending.outcome().thenRun(later::dispatch); // where it fails, nobody is there
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Pending pending)
      throws IOException {
    Visit visit = pending.visit();
    switch (pending.outcome().join()) {
      case CONVERSION -> thank(request, response, visit, Optional.empty());
      case WITHOUT_EXPOSURE, NOT_RUNNING ->
          thank(request, response, visit, Optional.of(experiment.whyNoConversion(visit.visitor())));
      case NOT_RECORDED -> {
        response.setHeader("Retry-After", "2");
        response.sendError(
            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            "The signup could not be written to disk yet. Please try again.");
      }
    }
  }

  private void thank(
      HttpServletRequest request,
      HttpServletResponse response,
      Visit visit,
      Optional<Exclusion> exclusion)
      throws IOException {
    if (Answers.wantsJson(request)) {
      Answers.json(response, new Signup(visit.visitor().value(), event, exclusion.isEmpty()));
    } else {
      ThanksPage page =
          new ThanksPage(
              visit.visitor().value(),
              event,
              exclusion.isEmpty(),
              exclusion.map(Exclusion::reason).orElse(null),
              visit.preview().map(Group::name).orElse(null));
      Answers.html(response, html -> JtethanksGenerated.render(html, null, page));
    }
  }
}
