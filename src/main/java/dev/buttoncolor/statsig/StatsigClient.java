package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.StatsigSdk.Evaluation;
import dev.buttoncolor.statsig.relay.Exposure;
import dev.buttoncolor.statsig.relay.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns visitors by Statsig's SDK, under the specs in force, and logs their events with it. Live,
 * every event is in the journal until Statsig has it. Safe for use by many threads.
 */
public final class StatsigClient implements Assigner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatsigClient.class);

  /** Enough for the SDK's own flush, which takes a second where Statsig answers. */
  private static final Duration SHUTDOWN_DEADLINE = Duration.ofSeconds(4);

  private static final VisitorId PROBE = new VisitorId("readiness");

  private final StatsigSdk sdk;
  private final ExperimentNames names;
  private final Optional<Journal> journal;

  /** An evaluation must not begin under one document and be read under the next. */
  private final ReadWriteLock switching = new ReentrantReadWriteLock();

  private volatile SpecsInForce specs = SpecsInForce.NONE;
  private volatile boolean failing;
  private Consumer<ExperimentSpec> observer = spec -> {}; // guarded by the write lock
  private Optional<SpecsFeed> feed = Optional.empty();

  /**
   * @param journal where events are kept until Statsig has them; empty where they go nowhere
   */
  private StatsigClient(StatsigSdk sdk, ExperimentNames names, Optional<Journal> journal) {
    this.sdk = sdk;
    this.names = names;
    this.journal = journal;
  }

  /**
   * A client that runs on the given document and opens no connection.
   *
   * @throws InvalidSpecsException where the experiment cannot run on the document
   */
  public static StatsigClient embedded(ExperimentNames names, String document)
      throws InvalidSpecsException {
    SpecDocument specs =
        SpecDocument.parse(document)
            .orElseThrow(() -> new InvalidSpecsException("its \"has_updates\" is not true"));
    Optional<SpecExperiment> experiment = SpecExperiment.in(specs, names, Optional.empty());
    if (experiment.filter(SpecExperiment::canRun).isEmpty()) {
      throw new InvalidSpecsException(
          "it has no experiment \"%s\" with groups; its experiments are %s"
              .formatted(names.experiment(), specs.experiments()));
    }
    StatsigClient client = new StatsigClient(StatsigSdk.embedded(), names, Optional.empty());
    try {
      client.use(specs, SpecsInForce.of(specs, experiment, "BOOTSTRAP"));
      return client;
    } catch (InvalidSpecsException e) {
      client.close();
      throw e;
    }
  }

  /**
   * A client that takes its specs from Statsig and logs to it. Returns after at most some seconds,
   * with or without specs; those that arrive later are used from then on.
   */
  public static StatsigClient live(
      ExperimentNames names, StatsigAccess access, SpecsCache cache, Journal journal) {
    return live(names, access, cache, journal, SpecsFeed.INTERVAL);
  }

  static StatsigClient live(
      ExperimentNames names,
      StatsigAccess access,
      SpecsCache cache,
      Journal journal,
      Duration interval) {
    StatsigSdk sdk = StatsigSdk.live(access);
    StatsigClient client = new StatsigClient(sdk, names, Optional.of(journal));
    SpecsFeed feed = new SpecsFeed(access, cache, client::use);
    client.feed = Optional.of(feed);
    feed.start(interval);
    sdk.startLogging();
    return client;
  }

  /**
   * Tells the observer what the document in force says of the experiment, and from now on what each
   * new one says, before a visitor is assigned by it. Assignments wait for the observer.
   */
  public void observe(Consumer<ExperimentSpec> observer) {
    switching.writeLock().lock();
    try {
      this.observer = observer;
      spec().ifPresent(observer);
    } finally {
      switching.writeLock().unlock();
    }
  }

  void use(SpecDocument document, String reason) throws InvalidSpecsException {
    SpecsInForce before = specs;
    Optional<SpecExperiment> experiment = SpecExperiment.in(document, names, before.experiment());
    SpecsInForce next = SpecsInForce.of(document, experiment, reason);
    use(document, next);
    log(before, next);
  }

  private void use(SpecDocument document, SpecsInForce next) throws InvalidSpecsException {
    switching.writeLock().lock();
    try {
      sdk.use(document.text());
      next.spec().ifPresent(observer);
      specs = next;
      failing = false;
    } finally {
      switching.writeLock().unlock();
    }
  }

  private void log(SpecsInForce before, SpecsInForce now) {
    Optional<String> obstacle = now.obstacle(names.experiment());
    if (obstacle.isPresent() && !obstacle.equals(before.obstacle(names.experiment()))) {
      LOG.warn("No visitor is in the experiment: {}", obstacle.get());
    }
    if (!now.detail().equals(before.detail())) {
      LOG.info("{} {}", names.experiment(), now.detail());
    }
  }

  @Override
  public Assignment assign(VisitorId visitor) {
    return evaluate(visitor, false);
  }

  @Override
  public Assignment expose(VisitorId visitor) {
    return evaluate(visitor, true);
  }

  private Assignment evaluate(VisitorId visitor, boolean exposed) {
    switching.readLock().lock();
    try {
      SpecsInForce now = specs;
      Optional<Assignment> known = now.withoutEvaluation();
      return known.isPresent() ? known.get() : evaluate(visitor, exposed, now);
    } finally {
      switching.readLock().unlock();
    }
  }

  private Assignment evaluate(VisitorId visitor, boolean exposed, SpecsInForce now) {
    SpecExperiment experiment = now.experiment().orElseThrow();
    Evaluation evaluation = sdk.evaluate(visitor, names.experiment(), exposed);
    if (!evaluation.succeeded()) {
      return failed(experiment, evaluation.reason());
    }
    Assignment assignment =
        experiment.assignment(evaluation.ruleId(), evaluation.value(), now.reason());
    if (exposed && assignment.exclusion().isEmpty()) {
      journal.ifPresent(
          present ->
              present.exposure(
                  new Exposure(
                      visitor.value(),
                      names.experiment(),
                      evaluation.ruleId(),
                      !experiment.isDisabled(evaluation.ruleId()),
                      assignment.reason(),
                      evaluation.secondaryExposures())));
    }
    return assignment;
  }

  private Assignment failed(SpecExperiment experiment, String reason) {
    if (!failing) {
      failing = true;
      LOG.error("The SDK fails to evaluate visitors ({}); they get the default values", reason);
    }
    return experiment.withDefaults(reason, Exclusion.FALLBACK);
  }

  @Override
  public void logSignup(VisitorId visitor) {
    Optional<CompletableFuture<Void>> kept =
        journal.map(present -> present.signup(visitor.value(), names.signupEvent()));
    // Logs each click of a visitor who signs up again: Statsig counts users, not events.
    sdk.log(visitor, names.signupEvent());
    kept.ifPresent(CompletableFuture::join);
  }

  @Override
  public Optional<ExperimentSpec> spec() {
    return specs.spec();
  }

  /** How the assigning is doing, found out by an evaluation that logs nothing. */
  public StatsigStatus status() {
    SpecsInForce now = specs;
    boolean evaluates = now.areKnown() && assign(PROBE).reason().equals(now.reason());
    List<String> degraded = new ArrayList<>();
    feed.flatMap(SpecsFeed::problem).ifPresent(degraded::add);
    now.obstacle(names.experiment()).ifPresent(degraded::add);
    if (failing) {
      degraded.add("the SDK fails to evaluate visitors");
    }
    return new StatsigStatus(evaluates, "%s (%s)".formatted(now.detail(), now.reason()), degraded);
  }

  /**
   * Lets the SDK send what it holds, for at most four seconds: left alone, it can block for
   * minutes. Embedded, it holds nothing that is worth waiting for.
   */
  @Override
  public void close() {
    feed.ifPresent(SpecsFeed::close);
    Thread shutdown = new Thread(sdk::shutdown, "statsig-shutdown");
    shutdown.setDaemon(true);
    shutdown.start();
    if (journal.isEmpty()) {
      return;
    }
    try {
      shutdown.join(SHUTDOWN_DEADLINE.toMillis());
      if (shutdown.isAlive()) {
        LOG.warn("Statsig did not take the last events within {}", SHUTDOWN_DEADLINE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
