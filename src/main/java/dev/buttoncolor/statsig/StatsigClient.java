package dev.buttoncolor.statsig;

import com.statsig.sdk.ConfigSyncDetails;
import com.statsig.sdk.DataSource;
import com.statsig.sdk.DynamicConfig;
import com.statsig.sdk.EvaluationDetails;
import com.statsig.sdk.EvaluationReason;
import com.statsig.sdk.GetExperimentOptions;
import com.statsig.sdk.LogLevel;
import com.statsig.sdk.LoggerInterface;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.relay.Exposure;
import dev.buttoncolor.statsig.relay.Journal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns visitors by Statsig's Java server SDK: the only file that knows the SDK.
 *
 * <p>The SDK evaluates the documents that it is handed here and downloads none by itself. Embedded,
 * it opens no connection. Live, it asks for id lists, and posts its events to the relay.
 */
public final class StatsigClient implements Assigner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatsigClient.class);

  /** Enough for the SDK's own flush, which takes a second where Statsig answers. */
  private static final Duration SHUTDOWN_DEADLINE = Duration.ofSeconds(4);

  private static final VisitorId PROBE = new VisitorId("readiness");

  private final StatsigServer statsig = StatsigServer.create();
  private final StatsigOptions options = new StatsigOptions();
  private final GetExperimentOptions withoutExposure = new GetExperimentOptions();
  private final GetExperimentOptions withExposure = new GetExperimentOptions();
  private final ExperimentNames names;
  private final Optional<Journal> journal;

  /** An evaluation must not begin under one document and be read under the next. */
  private final ReadWriteLock switching = new ReentrantReadWriteLock();

  private volatile SpecsInForce specs = SpecsInForce.NONE;
  private volatile boolean failing;
  private Consumer<ExperimentSpec> observer = spec -> {}; // guarded by the write lock
  private CompletableFuture<?> initialized;
  private Optional<SpecsFeed> feed = Optional.empty();

  /**
   * @param journal where events are kept until Statsig has them; empty where they go nowhere
   */
  private StatsigClient(ExperimentNames names, Optional<Journal> journal) {
    this.names = names;
    this.journal = journal;
    options.setDisableDiagnostics(true);
    options.setDisableIPResolution(true); // it never gets an address, so needs no country table
    options.setCustomLogger(new Slf4jLogger());
    options.setInitializeSources(List.of(DataSource.BOOTSTRAP));
    options.setConfigSyncSources(List.of(DataSource.BOOTSTRAP));
    options.setRulesetsSyncIntervalMs(Long.MAX_VALUE); // it is told when there is a new document
    withoutExposure.setDisableExposureLogging(true);
    withExposure.setDisableExposureLogging(journal.isEmpty());
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
    StatsigClient client = new StatsigClient(names, Optional.empty());
    client.options.setLocalMode(true);
    client.options.setDisableAllLogging(true);
    // The key only has to look like one: in local mode it is sent to no host.
    client.initialized = client.statsig.initializeAsync("secret-embedded", client.options);
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
    StatsigClient client = new StatsigClient(names, Optional.of(journal));
    StatsigOptions options = client.options;
    options.setApi(access.events().toString());
    options.setApiForDownloadConfigSpecs(access.specs().toString());
    options.setApiForGetIdlists(access.idLists().toString());
    access.environment().ifPresent(options::setTier);
    options.setDisableAllLogging(true);
    client.initialized = client.statsig.initializeAsync(access.serverKey(), options);
    // The SDK posts stack traces, with the key, to a fixed host: here they go to the relay.
    client
        .statsig
        .getErrorBoundary$StatsigSDK()
        .setUri$StatsigSDK(URI.create(access.events() + "/sdk_exception"));
    SpecsFeed feed = new SpecsFeed(access, cache, client::use);
    client.feed = Optional.of(feed);
    feed.start(interval);
    await(client.initialized);
    options.setDisableAllLogging(false);
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
    await(initialized);
    switching.writeLock().lock();
    try {
      options.setBootstrapValues(document.text());
      ConfigSyncDetails taken = await(statsig.syncConfigSpecs());
      if (!taken.getConfigSpecReady()) {
        throw new InvalidSpecsException("it is not one that the SDK takes");
      }
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
    return evaluate(visitor, withoutExposure);
  }

  @Override
  public Assignment expose(VisitorId visitor) {
    return evaluate(visitor, withExposure);
  }

  private Assignment evaluate(VisitorId visitor, GetExperimentOptions exposure) {
    switching.readLock().lock();
    try {
      SpecsInForce now = specs;
      Optional<Assignment> known = now.withoutEvaluation();
      return known.isPresent() ? known.get() : evaluate(visitor, exposure, now);
    } finally {
      switching.readLock().unlock();
    }
  }

  private Assignment evaluate(VisitorId visitor, GetExperimentOptions exposure, SpecsInForce now) {
    SpecExperiment experiment = now.experiment().orElseThrow();
    DynamicConfig config = statsig.getExperimentSync(user(visitor), names.experiment(), exposure);
    EvaluationDetails details =
        config.getEvaluationDetails(); // none where the SDK caught something
    if (details == null || details.getReason() != EvaluationReason.BOOTSTRAP) {
      return failed(experiment, details == null ? "FAILED" : details.getReason().name());
    }
    Assignment assignment =
        experiment.assignment(config.getRuleID(), config.getValue(), now.reason());
    if (!exposure.getDisableExposureLogging() && assignment.exclusion().isEmpty()) {
      journal.ifPresent(present -> present.exposure(exposure(visitor, config, assignment)));
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

  private Exposure exposure(VisitorId visitor, DynamicConfig config, Assignment assignment) {
    return new Exposure(
        visitor.value(),
        names.experiment(),
        config.getRuleID(),
        !specs.experiment().orElseThrow().isDisabled(config.getRuleID()),
        assignment.reason(),
        config.getSecondaryExposures());
  }

  @Override
  public CompletableFuture<Void> logSignup(VisitorId visitor) {
    CompletableFuture<Void> kept =
        journal
            .map(present -> present.signup(visitor.value(), names.signupEvent()))
            .orElse(CompletableFuture.completedFuture(null));
    // Logs each click of a visitor who signs up again: Statsig counts users, not events.
    statsig.logEvent(user(visitor), names.signupEvent());
    return kept;
  }

  /** The address is no part of it: it stays in this process. */
  private static StatsigUser user(VisitorId visitor) {
    return new StatsigUser(visitor.value());
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
    Thread shutdown = new Thread(statsig::shutdown, "statsig-shutdown");
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

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Statsig's SDK", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Statsig's SDK failed", e.getCause());
    }
  }

  /** The SDK prints to standard output where it has no logger. */
  private static final class Slf4jLogger implements LoggerInterface {
    private final SdkLog log = new SdkLog();

    @Override
    public void error(String message) {
      log.error(message);
    }

    @Override
    public void warn(String message) {
      log.warn(message);
    }

    @Override
    public void info(String message) {
      log.info(message);
    }

    @Override
    public void debug(String message) {
      log.debug(message);
    }

    @Override
    public void setLogLevel(LogLevel level) {
      // SLF4J's own settings say what is logged
    }
  }
}
