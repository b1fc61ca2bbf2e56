package dev.buttoncolor.web;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.SignupNotRecordedException;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.NotCounted;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code /signup}: logs that the visitor signed up, and thanks them once that is on disk. It takes
 * the id that saw the button and never makes one up.
 */
final class SignupServlet extends PageServlet {
  private static final long serialVersionUID = 1;

  static final String PATH = "/signup";

  private final transient Visits visits;
  private final transient Experiment experiment;
  private final transient EventStore store;
  private final String event;

  /**
   * @param event the name of the event, to be shown
   */
  SignupServlet(Visits visits, Experiment experiment, EventStore store, String event) {
    super("GET", "POST", "HEAD");
    this.visits = visits;
    this.experiment = experiment;
    this.store = store;
    this.event = event;
  }

  /** The page as JSON; {@code counted} tells whether the visitor is a conversion. */
  record Signup(String visitor, String event, boolean counted) {}

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Visit visit = visits.returning(request);
    Optional<NotCounted> notCounted;
    try {
      notCounted = signUp(visit);
    } catch (SignupNotRecordedException e) {
      response.setHeader("Retry-After", "2");
      response.sendError(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage() + " Please try again.");
      return;
    }
    if (Answers.wantsJson(request)) {
      Answers.json(response, new Signup(visit.visitor().value(), event, notCounted.isEmpty()));
    } else {
      Answers.thanks(
          response,
          new ThanksPage(
              visit.visitor().value(),
              event,
              notCounted.isEmpty(),
              notCounted.map(NotCounted::reason).orElse(null),
              visit.preview().map(Group::name).orElse(null)));
    }
  }

  /** Why the signup does not count, if it does not. */
  private Optional<NotCounted> signUp(Visit visit) {
    if (visit.notCounted().isPresent()) {
      store.count(visit.notCounted().get());
      return visit.notCounted();
    }
    return experiment.signUp(visit.visitor())
        ? Optional.empty()
        : Optional.of(NotCounted.SIGNUP_WITHOUT_EXPOSURE);
  }
}
