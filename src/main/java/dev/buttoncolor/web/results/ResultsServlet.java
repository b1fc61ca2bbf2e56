package dev.buttoncolor.web.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.ResultsCsv;
import dev.buttoncolor.results.ResultsJson;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.JtemessageGenerated;
import dev.buttoncolor.web.http.PageServlet;
import dev.buttoncolor.web.http.Parameters;
import dev.buttoncolor.web.http.Representation;
import dev.buttoncolor.web.http.RequestFailedException;
import dev.buttoncolor.web.results.ResultsPage.Site;
import dev.buttoncolor.web.results.SharedResults.Published;
import dev.buttoncolor.web.results.SharedResults.Reading;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code /results}: what may be concluded so far, as a page, as JSON and as CSV, and how that is
 * computed.
 */
public final class ResultsServlet extends PageServlet {

  public static final String PATH = "/results";
  public static final String JSON_PATH = PATH + ".json";
  public static final String CSV_PATH = PATH + ".csv";
  public static final String METHOD_PATH = PATH + "/method";

  private static final String RUN = "run";
  private static final String AWAITED = ResultsServlet.class.getName();

  /** Ten times what making results takes: they cost at most a tenth of a core. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final transient EventStore store;
  private final transient Experiment experiment;
  private final boolean linkLanding;
  private final transient Supplier<Optional<String>> note;
  private final transient BiFunction<Instant, Instant, Map<String, Double>> trueRates;

  /** By the number of the run; the empty key stands for the current one. */
  private final transient Map<Optional<Integer>, SharedResults> byRun = new ConcurrentHashMap<>();

  /**
   * @param trueRates those of the visitors who were simulated between two times, by group
   */
  public ResultsServlet(
      EventStore store,
      Experiment experiment,
      boolean linkLanding,
      Supplier<Optional<String>> note,
      BiFunction<Instant, Instant, Map<String, Double>> trueRates) {
    this.store = store;
    this.experiment = experiment;
    this.linkLanding = linkLanding;
    this.note = note;
    this.trueRates = trueRates;
  }

  /** Holds no thread until the results are made; then the request comes a second time. */
  @Override
  @SuppressWarnings("unchecked") // only this method sets the attribute
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Integer> run = run(request);
    var awaited = (CompletableFuture<Optional<Published>>) request.getAttribute(AWAITED);
    CompletableFuture<Optional<Published>> asked = awaited == null ? results(run).get() : awaited;
    if (asked.isDone()) {
      send(request, response, run, asked.join());
      return;
    }
    request.setAttribute(AWAITED, asked);
    AsyncContext later = request.startAsync();
    later.setTimeout(0); // they come in time, or an error does
    asked.whenComplete((made, failure) -> later.dispatch());
  }

  private SharedResults results(Optional<Integer> run) {
    return byRun.computeIfAbsent(
        run, number -> new SharedResults(this::state, () -> reading(number), PAUSE));
  }

  private Object state() {
    return List.of(store.version(), isInSpecs(), site(Instant.MIN, Instant.MAX));
  }

  private Optional<Reading> reading(Optional<Integer> number) {
    return (number.isPresent() ? store.look(number.get()) : store.look())
        .map(read -> new Reading(read, isInSpecs(), store.runs(), site(read.run())));
  }

  private Site site(Run run) {
    return site(run.startedAt().orElse(Instant.MAX), run.endedAt().orElse(Instant.MAX));
  }

  private Site site(Instant from, Instant to) {
    boolean isStale = store.status().health() == EventStore.Health.DEGRADED;
    return new Site(linkLanding, store.isShared(), isStale, note.get(), trueRates.apply(from, to));
  }

  private boolean isInSpecs() {
    return experiment.spec().isPresent();
  }

  /** The run that is asked for; empty if none is: then the current one is meant. */
  private Optional<Integer> run(HttpServletRequest request) {
    String asked = request.getQueryString() == null ? null : Parameters.of(request).get(RUN);
    if (asked == null) {
      return Optional.empty();
    }
    if (!asked.matches("[1-9][0-9]{0,8}")) {
      throw RequestFailedException.badRequest(
          "The parameter \"%s\" is %s; it is the number of a run, such as 1."
              .formatted(RUN, RequestFailedException.quote(asked)));
    }
    int number = Integer.parseInt(asked);
    List<Integer> runs = store.runs().stream().map(Run::number).toList();
    if (!runs.contains(number)) {
      throw new RequestFailedException(
          HttpServletResponse.SC_NOT_FOUND,
          "There is no run %d of this experiment; it has %s."
              .formatted(
                  number, runs.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    return Optional.of(number);
  }

  private void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Optional<Integer> run,
      Optional<Published> results)
      throws IOException {
    String path = request.getServletPath();
    String form = path.equals(PATH) && Answers.wantsJson(request) ? JSON_PATH : path;
    Optional<Representation> made =
        results.isPresent()
            ? results.map(known -> known.forms().computeIfAbsent(form, key -> make(key, known)))
            : uncounted(run).map(known -> make(form, known));
    if (made.isEmpty()) {
      response.setHeader("Retry-After", "10");
      throw new RequestFailedException(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          isInSpecs()
              ? "There are no results while the store cannot be read; /ready says why."
              : "There are no results while the experiment's groups are not known: Statsig has not"
                  + " sent specs in which the experiment has groups yet.");
    }
    // A client keeps the answer, and asks each time whether it still holds.
    response.setHeader("Cache-Control", "private, no-cache");
    response.addHeader("Vary", "Accept");
    if (form.equals(CSV_PATH)) {
      response.setHeader("Content-Disposition", "attachment; filename=\"results.csv\"");
    }
    made.get().send(request, response);
  }

  /** A run that is not under way and was never seen to be; empty if that may pass by itself. */
  private Optional<Uncounted> uncounted(Optional<Integer> number) {
    Optional<Uncounted> now =
        number.isEmpty()
            ? experiment
                .spec()
                .map(it -> Uncounted.of(it.name(), store.mode(), it.state(), it.shippedGroup()))
            : store.runs().stream()
                .filter(it -> it.number() == number.get())
                .findFirst()
                .map(it -> Uncounted.of(it.experiment(), it.mode(), it.state(), it.shippedGroup()));
    return now.filter(run -> run.state() != ExperimentState.RUNNING);
  }

  private Representation make(String form, Uncounted run) {
    return switch (form) {
      case JSON_PATH -> json(run);
      case CSV_PATH -> csv(ResultsCsv.HEADER);
      default ->
          Answers.html(
              html ->
                  JtemessageGenerated.render(
                      html,
                      null,
                      "Results of " + run.experiment(),
                      run.headline(),
                      run.detail(),
                      linkLanding));
    };
  }

  private static Representation make(String form, Published made) {
    Results results = made.results();
    RecordedRun recorded = made.reading().recorded();
    return switch (form) {
      case JSON_PATH -> json(results);
      case CSV_PATH -> csv(ResultsCsv.of(results));
      case METHOD_PATH ->
          Answers.html(html -> JtemethodGenerated.render(html, null, recorded, results));
      default -> {
        ResultsPage page = ResultsPage.of(recorded, results, made.reading().site());
        yield Answers.html(html -> JteresultsGenerated.render(html, null, page));
      }
    };
  }

  private static Representation json(Object document) {
    return Representation.of("application/json", ResultsJson.of(document).getBytes(UTF_8));
  }

  private static Representation csv(String table) {
    return Representation.of("text/csv; charset=utf-8", table.getBytes(UTF_8));
  }
}
