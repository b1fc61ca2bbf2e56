package dev.buttoncolor.experiment;

import com.statsig.sdk.DataSource;
import com.statsig.sdk.DynamicConfig;
import com.statsig.sdk.EvaluationReason;
import com.statsig.sdk.GetExperimentOptions;
import com.statsig.sdk.LogLevel;
import com.statsig.sdk.LoggerInterface;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import com.statsig.sdk.datastore.IDataStore;
import dev.buttoncolor.experiment.SpecDocument.SpecGroup;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The experiment as Statsig's Java server SDK runs it: the only file that knows the SDK.
 *
 * <p>Embedded, it evaluates a document of ours and speaks to nobody. Live, it takes the document
 * from Statsig, keeps the last one, and sends exposures and events to Statsig.
 */
public final class StatsigExperiment implements Assigner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatsigExperiment.class);

  /** Enough for the SDK's own flush, which takes a second where Statsig answers. */
  private static final Duration SHUTDOWN_DEADLINE = Duration.ofSeconds(4);

  /** The reasons that stand for a real document; any other one is a fallback. */
  private static final Set<EvaluationReason> ASSIGNED =
      EnumSet.of(
          EvaluationReason.BOOTSTRAP, EvaluationReason.NETWORK, EvaluationReason.DATA_ADAPTER);

  private final StatsigServer statsig = StatsigServer.create();
  private final ExperimentNames names;
  private final boolean logging;
  private final ParameterReader parameters = new ParameterReader();
  private final GetExperimentOptions withoutExposure = new GetExperimentOptions();
  private final GetExperimentOptions withExposure = new GetExperimentOptions();
  private volatile List<SpecGroup> specGroups = List.of();

  /**
   * @param logging whether anybody receives what is logged
   */
  private StatsigExperiment(ExperimentNames names, boolean logging) {
    this.names = names;
    this.logging = logging;
    withoutExposure.setDisableExposureLogging(true);
    withExposure.setDisableExposureLogging(!logging);
  }

  /**
   * An experiment that runs on the given document and opens no connection.
   *
   * @throws InvalidSpecsException where the document cannot be read or lacks the experiment
   */
  public static StatsigExperiment embedded(ExperimentNames names, String specs)
      throws InvalidSpecsException {
    SpecDocument document = SpecDocument.parse(specs);
    List<SpecGroup> groups = document.groupsOf(names.experiment());
    if (groups.isEmpty()) {
      throw new InvalidSpecsException(
          "it has no experiment \"%s\" with groups; its experiments are %s"
              .formatted(names.experiment(), document.experiments()));
    }
    StatsigExperiment experiment = new StatsigExperiment(names, false);
    experiment.specGroups = groups;
    StatsigOptions options = experiment.options();
    options.setLocalMode(true);
    options.setBootstrapValues(specs);
    options.setDisableAllLogging(true);
    // The key only has to look like one: in local mode it is sent to nobody.
    experiment.start("secret-embedded", options);
    await(experiment.statsig.syncConfigSpecs()); // without it the document is ignored in silence
    if (experiment.groups().isEmpty()) {
      experiment.close();
      throw new InvalidSpecsException(
          "the SDK finds no groups of " + names.experiment() + " in it");
    }
    return experiment;
  }

  /**
   * An experiment that takes its specs from Statsig and logs to it. Returns after at most the SDK's
   * own time-out of 3 s, with or without specs; those that arrive later are used from then on.
   */
  public static StatsigExperiment live(
      ExperimentNames names, StatsigAccess access, SpecsCache cache) {
    StatsigExperiment experiment = new StatsigExperiment(names, true);
    StatsigOptions options = experiment.options();
    options.setApi(access.events().toString());
    access.specs().map(URI::toString).ifPresent(options::setApiForDownloadConfigSpecs);
    access.specs().map(URI::toString).ifPresent(options::setApiForGetIdlists);
    access.environment().ifPresent(options::setTier);
    options.setDataStore(experiment.new KeptSpecs(cache));
    // The SDK's own order would prefer the kept document to a newer one.
    options.setInitializeSources(List.of(DataSource.NETWORK, DataSource.DATA_STORE));
    experiment.start(access.serverKey(), options);
    return experiment;
  }

  private StatsigOptions options() {
    StatsigOptions options = new StatsigOptions();
    options.setDisableDiagnostics(true);
    options.setDisableIPResolution(
        true); // the SDK never gets an address, so needs no country table
    options.setCustomLogger(new Slf4jLogger());
    return options;
  }

  private void start(String key, StatsigOptions options) {
    await(statsig.initializeAsync(key, options));
  }

  @Override
  public Assignment assign(VisitorId visitor) {
    return evaluate(visitor, withoutExposure);
  }

  @Override
  public Assignment expose(VisitorId visitor) {
    return evaluate(visitor, withExposure);
  }

  private Assignment evaluate(VisitorId visitor, GetExperimentOptions options) {
    DynamicConfig config = statsig.getExperimentSync(user(visitor), names.experiment(), options);
    EvaluationReason reason = config.getEvaluationDetails().getReason();
    Optional<String> group =
        Optional.ofNullable(config.getGroupName()).filter(name -> ASSIGNED.contains(reason));
    return new Assignment(
        group,
        parameters.color(config.getValue().get(names.colorParameter())),
        parameters.paragraph(config.getValue().get(names.paragraphParameter())),
        reason.name(),
        "",
        group.isPresent() ? Optional.empty() : Optional.of(Exclusion.FALLBACK));
  }

  @Override
  public CompletableFuture<Void> logSignup(VisitorId visitor) {
    statsig.logEvent(user(visitor), names.signupEvent());
    return CompletableFuture.completedFuture(null);
  }

  /** The address is no part of it: it stays in this process. */
  private static StatsigUser user(VisitorId visitor) {
    return new StatsigUser(visitor.value());
  }

  @Override
  public Optional<ExperimentSpec> spec() {
    List<Group> groups = groups();
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ExperimentSpec(
                names.experiment(),
                "",
                ExperimentState.RUNNING,
                "userID",
                groups,
                Optional.empty()));
  }

  /** The groups in the order of the document; empty without specs. */
  public List<Group> groups() {
    Map<String, Map<String, Object>> known = statsig._getExperimentGroups(names.experiment());
    return specGroups.stream()
        .filter(group -> known.containsKey(group.name()))
        .map(group -> group(group, known.get(group.name()).get("percent")))
        .toList();
  }

  private Group group(SpecGroup group, Object share) {
    return new Group(
        group.name(),
        share instanceof Number number ? number.doubleValue() : 0,
        parameters.color(group.parameter(names.colorParameter())),
        parameters.paragraph(group.parameter(names.paragraphParameter())));
  }

  /**
   * Lets the SDK send what it holds, for at most four seconds: left alone, it can block for
   * minutes. Embedded, it holds nothing that is worth waiting for.
   */
  @Override
  public void close() {
    Thread shutdown = new Thread(statsig::shutdown, "statsig-shutdown");
    shutdown.setDaemon(true);
    shutdown.start();
    if (!logging) {
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

  /** Whether the document is one: the SDK posts a stack trace about any other to Statsig. */
  private boolean remember(String specs) {
    try {
      specGroups = SpecDocument.parse(specs).groupsOf(names.experiment());
      return true;
    } catch (InvalidSpecsException e) {
      LOG.warn("These specs cannot be used: {}", e.getMessage());
      return false;
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Statsig's SDK started", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Statsig's SDK did not start", e.getCause());
    }
  }

  /** Every document the SDK uses in live mode passes here, on its way out or in. */
  private final class KeptSpecs extends IDataStore {
    private final SpecsCache cache;

    KeptSpecs(SpecsCache cache) {
      this.cache = cache;
    }

    @Override
    public String get(String key) {
      return cache.read().filter(StatsigExperiment.this::remember).orElse(null);
    }

    @Override
    public void set(String key, String value) {
      if (remember(value)) {
        cache.write(value);
      }
    }

    @Override
    public void shutdown() {
      // nothing is open between two calls
    }
  }

  /** The SDK prints to standard output where it has no logger. */
  private static final class Slf4jLogger implements LoggerInterface {
    private static final Logger SDK = LoggerFactory.getLogger("statsig");
    private static final Pattern KEY = Pattern.compile("secret-[^\\s\"/]*");
    private volatile String lastWarning = "";

    @Override
    public void error(String message) {
      SDK.error(masked(message));
    }

    /** While Statsig is away the SDK says the same every ten seconds; once is enough. */
    @Override
    public void warn(String message) {
      if (message.equals(lastWarning)) {
        SDK.debug(masked(message));
      } else {
        lastWarning = message;
        SDK.warn(masked(message));
      }
    }

    @Override
    public void info(String message) {
      SDK.debug(masked(message));
    }

    @Override
    public void debug(String message) {
      SDK.trace(masked(message));
    }

    /** The SDK's own mask leaves the first letters of the server key. */
    private static String masked(String message) {
      return KEY.matcher(message).replaceAll("secret-***");
    }

    @Override
    public void setLogLevel(LogLevel level) {
      // SLF4J's own settings say what is logged
    }
  }
}
