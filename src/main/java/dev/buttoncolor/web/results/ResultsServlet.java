package dev.buttoncolor.web.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.ResultsCsv;
import dev.buttoncolor.results.ResultsJson;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreStatus;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.web.http.Answers;
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
import java.io.UncheckedIOException;
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

  private final transient EventStore store;
  private final transient Experiment experiment;
  private final boolean linkLanding;
  private final transient Supplier<Optional<String>> note;
  private final transient BiFunction<Instant, Instant, Map<String, Double>> trueRates;

  /** By the number of the run; the empty key stands for the current one. */
  private final transient Map<Optional<Integer>, SharedResults> byRun = new ConcurrentHashMap<>();

  /**
   * @param linkLanding whether the landing page is served at this port
   * @param note what the page says beside the figures, if anything
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

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Integer> run = run(request);
    CompletableFuture<Optional<Published>> asked = results(run).get();
    if (asked.isDone()) {
      send(request, response, run, asked.join());
    } else {
      sendLater(request, run, asked);
    }
  }

  private SharedResults results(Optional<Integer> run) {
    return byRun.computeIfAbsent(run, number -> new SharedResults(source(number)));
  }

  /** One run at this moment, or whichever is the current one. */
  private SharedResults.Source source(Optional<Integer> number) {
    return new SharedResults.Source() {
      @Override
      public Object state() {
        return List.of(
            store.version(), isInSpecs(), site(trueRates.apply(Instant.MIN, Instant.MAX)));
      }

      @Override
      public Optional<Reading> reading() {
        return (number.isPresent() ? store.look(number.get()) : store.look())
            .map(read -> new Reading(read, isInSpecs(), store.runs(), site(read.run())));
      }
    };
  }

  private Site site(Run run) {
    return site(
        trueRates.apply(run.startedAt().orElse(Instant.MAX), run.endedAt().orElse(Instant.MAX)));
  }

  private Site site(Map<String, Double> rates) {
    boolean isStale = store.status().health() == StoreStatus.Health.DEGRADED;
    return new Site(linkLanding, store.isShared(), isStale, note.get(), rates);
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

  /** Holds no thread until the results are made. */
  private void sendLater(
      HttpServletRequest request,
      Optional<Integer> run,
      CompletableFuture<Optional<Published>> asked) {
    AsyncContext later = request.startAsync();
    later.setTimeout(0); // they come in time, or an error does
    asked.whenCompleteAsync((made, failure) -> finish(later, run, asked), later::start);
  }

  private void finish(
      AsyncContext later, Optional<Integer> run, CompletableFuture<Optional<Published>> asked) {
    try {
      send(
          (HttpServletRequest) later.getRequest(),
          (HttpServletResponse) later.getResponse(),
          run,
          asked.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      later.complete();
    }
  }

  private void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Optional<Integer> run,
      Optional<Published> results)
      throws IOException {
    String form = form(request);
    Optional<Representation> made =
        results.isPresent()
            ? results.map(known -> known.as(form, published -> make(form, published)))
            : uncounted(run).map(known -> make(form, known));
    if (made.isEmpty()) {
      response.setHeader("Retry-After", "10");
      response.sendError(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          isInSpecs()
              ? "There are no results while the store cannot be read; /ready says why."
              : "There are no results while the experiment's groups are not known: Statsig has not"
                  + " sent specs in which the experiment has groups yet.");
      return;
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
        number.isPresent()
            ? store.runs().stream()
                .filter(run -> run.number() == number.get())
                .findFirst()
                .map(
                    run ->
                        Uncounted.of(run.experiment(), run.mode(), run.state(), run.shippedGroup()))
            : experiment
                .spec()
                .map(
                    spec ->
                        Uncounted.of(spec.name(), store.mode(), spec.state(), spec.shippedGroup()));
    return now.filter(run -> run.state() != ExperimentState.RUNNING);
  }

  private static Representation make(String form, Uncounted uncounted) {
    return switch (form) {
      case JSON_PATH -> json(uncounted);
      case CSV_PATH -> csv(ResultsCsv.HEADER);
      default -> Answers.html(html -> JteuncountedGenerated.render(html, null, uncounted));
    };
  }

  /** The path of the form that is asked for. */
  private static String form(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.equals(PATH) && Answers.wantsJson(request) ? JSON_PATH : path;
  }

  private static Representation make(String form, Published published) {
    Results results = published.results();
    return switch (form) {
      case JSON_PATH -> json(results);
      case CSV_PATH -> csv(ResultsCsv.of(results));
      case METHOD_PATH -> method(published.reading().recorded(), results);
      default ->
          page(ResultsPage.of(published.reading().recorded(), results, published.reading().site()));
    };
  }

  private static Representation json(Object document) {
    return Representation.of("application/json", ResultsJson.of(document).getBytes(UTF_8));
  }

  private static Representation csv(String lines) {
    return Representation.of("text/csv; charset=utf-8", lines.getBytes(UTF_8));
  }

  static Representation method(RecordedRun recorded, Results results) {
    return Answers.html(html -> JtemethodGenerated.render(html, null, recorded, results));
  }

  static Representation page(ResultsPage page) {
    return Answers.html(html -> JteresultsGenerated.render(html, null, page));
  }
}
