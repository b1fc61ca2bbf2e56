package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.SpecsInForce.Obstacle;
import dev.buttoncolor.statsig.StatsigSdk.Evaluation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns visitors by Statsig's SDK, under the specs in force, and logs their events with it. Safe
 * for use by many threads.
 */
public final class StatsigClient implements Assigner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatsigClient.class);

  private static final VisitorId PROBE = new VisitorId("readiness");

  private final StatsigSdk sdk;
  private final ExperimentNames names;

  /** An evaluation must not begin under one document and be read under the next. */
  private final ReadWriteLock switching = new ReentrantReadWriteLock();

  private volatile SpecsInForce specs = SpecsInForce.NONE;
  private Consumer<ExperimentSpec> observer = spec -> {}; // guarded by the write lock
  private Optional<SpecsFeed> feed = Optional.empty();
  private SpecDocument embedded; // null live
  private Optional<Group> shipped = Optional.empty();

  private StatsigClient(StatsigSdk sdk, ExperimentNames names) {
    this.sdk = sdk;
    this.names = names;
  }

  /** A client that runs on the given document and opens no connection. */
  public static StatsigClient embedded(ExperimentNames names, String document)
      throws InvalidSpecsException {
    SpecDocument specs =
        SpecDocument.parse(document)
            .orElseThrow(() -> new InvalidSpecsException("its \"has_updates\" is not true"));
    SpecsInForce next = SpecsInForce.of(specs, names, StatsigSdk.HANDED);
    Optional<ExperimentSpec> spec = next.spec;
    if (spec.isEmpty()
        || spec.get().state() == ExperimentState.RUNNING && spec.get().groups().isEmpty()) {
      throw new InvalidSpecsException(
          "it has no experiment \"%s\" with groups; its experiments are %s"
              .formatted(names.experiment(), specs.experiments()));
    }
    Optional<Obstacle> obstacle = next.obstacle;
    if (obstacle.filter(one -> one.exclusion() == Exclusion.UNREADABLE_COLOR).isPresent()) {
      throw new InvalidSpecsException(obstacle.get().why());
    }
    StatsigClient client = new StatsigClient(StatsigSdk.embedded(), names);
    client.embedded = specs;
    client.use(specs, next);
    return client;
  }

  /**
   * A client that takes its specs from Statsig. Returns after at most some seconds, with or without
   * specs; those that arrive later are used from then on.
   *
   * @throws IllegalStateException if the SDK cannot start, or its events cannot be taken here
   */
  public static StatsigClient live(ExperimentNames names, StatsigAccess access, Path kept) {
    return live(names, access, kept, SpecsFeed.INTERVAL);
  }

  static StatsigClient live(
      ExperimentNames names, StatsigAccess access, Path kept, Duration interval) {
    StatsigSdk sdk = StatsigSdk.live(access);
    StatsigClient client = new StatsigClient(sdk, names);
    SpecsFeed feed = new SpecsFeed(access, kept, client);
    client.feed = Optional.of(feed);
    feed.start(interval);
    sdk.awaitStart();
    return client;
  }

  /** What the SDK has logged and the store has not committed yet; none embedded. */
  public LoggedEvents events() {
    return sdk.events();
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

  /**
   * Follows what an operator of this program has made of an embedded experiment.
   *
   * @param salt begins with the document's; what is added deals visitors anew
   * @param shipped the group that every visitor gets
   */
  public void follow(String salt, Optional<Group> shipped) {
    String before = specs.spec.orElseThrow().salt();
    if (before.equals(salt) && this.shipped.equals(shipped)) {
      return;
    }
    String ofDocument = embedded.configs().get(names.experiment()).salt();
    try {
      use(embedded.changed(names, salt.substring(ofDocument.length()), shipped), StatsigSdk.HANDED);
      this.shipped = shipped;
    } catch (InvalidSpecsException e) {
      throw new IllegalStateException(e); // only salts and a sound rule differ from one in use
    }
  }

  /** Uses this document from now on; if the experiment cannot run on it, the one before stays. */
  void use(SpecDocument document, String reason) throws InvalidSpecsException {
    String before = specs.detail();
    use(document, SpecsInForce.of(document, names, reason));
    if (!specs.detail().equals(before)) {
      LOG.info("{} {}", names.experiment(), specs.detail());
    }
  }

  private void use(SpecDocument document, SpecsInForce next) throws InvalidSpecsException {
    SpecsInForce before = specs;
    switching.writeLock().lock();
    try {
      sdk.use(document.textForSdk());
      next.spec.ifPresent(observer);
      specs = next;
    } finally {
      switching.writeLock().unlock();
    }
    next.warnings.stream().filter(warning -> !before.warnings.contains(warning)).forEach(LOG::warn);
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
      if (!now.evaluates()) {
        return now.withoutEvaluation();
      }
      Evaluation evaluation = sdk.evaluate(visitor, names.experiment(), exposed);
      return evaluation.reason().equals(StatsigSdk.HANDED)
          ? now.assignment(evaluation.ruleId(), evaluation.value())
          : now.failed(evaluation.reason());
    } finally {
      switching.readLock().unlock();
    }
  }

  @Override
  public void logSignup(VisitorId visitor) {
    sdk.log(visitor, names.signupEvent());
  }

  @Override
  public Optional<ExperimentSpec> spec() {
    return specs.spec;
  }

  @Override
  public Optional<String> remark() {
    return specs.remark;
  }

  /**
   * @param ready whether specs are known, and an evaluation succeeds
   * @param degraded what is not as it should be, a clause each
   */
  public record Status(boolean ready, String detail, List<String> degraded) {}

  /** Found out by an evaluation that logs nothing. */
  public Status status() {
    SpecsInForce now = specs;
    boolean fails = !assign(PROBE).reason().equals(now.reason);
    List<String> degraded = new ArrayList<>();
    feed.flatMap(SpecsFeed::problem).ifPresent(degraded::add);
    now.obstacle.map(Obstacle::why).ifPresent(degraded::add);
    for (String list : now.idLists) {
      String missing =
          "the id list \"%s\" could not be had (%s), so its gate is false for everybody";
      sdk.whyMissing(list).map(why -> missing.formatted(list, why)).ifPresent(degraded::add);
    }
    if (fails) {
      degraded.add("the SDK fails to evaluate visitors");
    }
    String detail = "%s (%s)".formatted(now.detail(), now.reason);
    return new Status(now != SpecsInForce.NONE && !fails, detail, degraded);
  }

  @Override
  public void close() {
    feed.ifPresent(SpecsFeed::close);
    sdk.shutdown();
  }
}
