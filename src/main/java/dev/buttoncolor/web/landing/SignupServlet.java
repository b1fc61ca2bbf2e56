package dev.buttoncolor.web.landing;

import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * {@code /signup}: logs that the visitor signed up, and thanks them once that is on disk. It takes
 * the id that saw the button and never makes one up.
 */
public final class SignupServlet extends PageServlet {

  public static final String PATH = "/signup";

  private final transient VisitorReader visitors;
  private final transient Experiment experiment;
  private final String event;
  private final boolean shared;
  private final Semaphore permits;
  private final boolean linkResults;

  /**
   * @param shared whether an exposure may have been seen by another instance
   * @param waiting how many signups may wait for the disk; each holds a connection
   */
  public SignupServlet(
      VisitorReader visitors,
      Experiment experiment,
      String event,
      boolean shared,
      int waiting,
      boolean linkResults) {
    super("GET", "POST", "HEAD");
    this.visitors = visitors;
    this.experiment = experiment;
    this.event = event;
    this.shared = shared;
    this.permits = new Semaphore(waiting);
    this.linkResults = linkResults;
  }

  /** {@code counted} is null if that is not known yet, {@code why} if the visitor counts. */
  record Signup(String visitor, String event, Boolean counted, String why) {
    String sentence() {
      if (counted == null) {
        return "Your signup counts once your visit has been written down, which may still be on its"
            + " way.";
      }
      return counted
          ? "Your signup counts for the button that you saw."
          : "Your signup is not counted: " + why + ".";
    }
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Visitor visitor = visitors.returning(request);
    if (visitor.exclusion().isPresent()) {
      experiment.exclude(visitor.exclusion().get());
      thank(request, response, visitor, false, visitor.exclusion().get().reason());
    } else if (permits.tryAcquire()) {
      CompletableFuture<SignupOutcome> outcome = signUp(visitor.id());
      AsyncContext later = request.startAsync(); // holds no thread
      later.setTimeout(0); // experiment.signUp() has a timeout of its own
      outcome.thenAcceptAsync(result -> finish(later, visitor, result), later::start);
    } else {
      response.sendError(
          SC_SERVICE_UNAVAILABLE, "Too many signups wait to be written to disk. Please try again.");
    }
  }

  /** Gives the permit back, also if the signup fails before it begins to wait. */
  private CompletableFuture<SignupOutcome> signUp(VisitorId visitor) {
    try {
      return experiment.signUp(visitor).whenComplete((result, failure) -> permits.release());
    } catch (RuntimeException | Error e) {
      permits.release();
      throw e;
    }
  }

  private void finish(AsyncContext later, Visitor visitor, SignupOutcome outcome) {
    var request = (HttpServletRequest) later.getRequest();
    var response = (HttpServletResponse) later.getResponse();
    try {
      switch (outcome) {
        case CONVERSION -> thank(request, response, visitor, true, null);
        case WITHOUT_EXPOSURE, NOT_RUNNING -> {
          Exclusion why = experiment.whyNoConversion(visitor.id(), outcome);
          // Another instance may have shown the button, and its exposure be written after this.
          if (shared && why == Exclusion.SIGNUP_WITHOUT_EXPOSURE) {
            thank(request, response, visitor, null, "the exposure may still be on its way");
          } else {
            thank(request, response, visitor, false, why.reason());
          }
        }
        case NOT_RECORDED ->
            response.sendError(
                SC_SERVICE_UNAVAILABLE,
                "Your signup is not on disk yet. It will be counted as soon as it is; you need not"
                    + " sign up again.");
        case NOT_TAKEN ->
            response.sendError(
                SC_SERVICE_UNAVAILABLE,
                "Your signup could not be taken just now. Please try again.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      later.complete();
    }
  }

  private void thank(
      HttpServletRequest request,
      HttpServletResponse response,
      Visitor visitor,
      Boolean counted,
      String why)
      throws IOException {
    Signup signup = new Signup(visitor.id().value(), event, counted, why);
    if (Answers.wantsJson(request)) {
      Answers.json(response, signup);
    } else {
      Answers.html(
          response,
          html ->
              JtethanksGenerated.render(
                  html, null, visitor, event, signup.sentence(), linkResults));
    }
  }
}
