package dev.buttoncolor;

import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.ListenSettings;
import dev.buttoncolor.config.Setting;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.statsig.InvalidSpecsException;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.statsig.forward.Forwarder;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import dev.buttoncolor.store.EarlierOutbox;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreOptions;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.DesignSettings;
import dev.buttoncolor.web.WebServer;
import dev.buttoncolor.web.WebServer.Backend;
import dev.buttoncolor.web.WebServer.Section;
import dev.buttoncolor.web.landing.RecentVisits;
import dev.buttoncolor.web.landing.VisitorReader;
import dev.buttoncolor.web.ops.Metrics;
import dev.buttoncolor.web.ops.Readiness;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running program: where its parts are made and joined and, in the other order, stopped. */
public final class App implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(App.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // the last started comes first
  private final Settings settings;
  private WebServer visitors;
  private WebServer operations;
  private Readiness readiness;

  private App(Settings settings) {
    this.settings = settings;
  }

  public static App start(Settings settings) throws StartException {
    App app = new App(settings);
    try {
      app.startParts();
      return app;
    } catch (StoreException e) {
      app.close();
      throw new StartException(e.getMessage(), e);
    } catch (RuntimeException | StartException e) {
      app.close();
      throw e;
    }
  }

  private void startParts() throws StartException, StoreException {
    long started = System.nanoTime();
    DataDirectory data = part(DataDirectory.open(settings.dataDir()));
    VisitorKey visitorKey = visitorKey(data.visitorKey());
    StatsigClient statsig = part(statsig(data.specs()));
    List<Group> groups = statsig.spec().map(ExperimentSpec::groups).orElse(List.of());
    checkControlGroup(groups);
    EventStore store = part(store(data, visitorKey, statsig.events()));
    if (settings.mode() == Mode.EMBEDDED) { // live, Statsig's console ships and starts anew
      store.follow(run -> statsig.follow(run.salt(), run.shippedHere()));
    }
    statsig.observe(spec -> store.observe(spec, Instant.now()));
    store.check(); // its write comes after what was observed: the first visitor finds the run begun
    PrometheusRegistry registry = new PrometheusRegistry();
    Experiment experiment = new Experiment(statsig, store, Clock.systemUTC(), registry);
    EarlierOutbox.warnOf(settings.dataDir());
    Optional<Forwarder> forwarder =
        settings
            .statsig()
            .map(to -> part(Forwarder.start(store.outbox(), to.events(), to.serverKey())));
    RecentVisits recentVisits = new RecentVisits();
    readiness = new Readiness(statsig::status, store, forwarder, recentVisits::misconfiguration);
    Metrics metrics = new Metrics(registry);
    metrics.watch(readiness);
    metrics.watch(store);
    settings.statsig().ifPresent(live -> metrics.watch(store.outbox()));
    serve(
        new Backend(
            experiment,
            store,
            new VisitorReader(settings.trustedProxies(), visitorKey, experiment, recentVisits),
            recentVisits,
            settings.names().signupEvent(),
            readiness,
            metrics));
    LOG.info(
        "{} runs {} ({}, {}) after {} ms",
        uri(),
        settings.names().experiment(),
        settings.mode() == Mode.LIVE ? "live on Statsig" : "embedded",
        groups.isEmpty() ? "no specs yet" : String.join(", ", names(groups)),
        (System.nanoTime() - started) / 1_000_000);
    settings
        .listen()
        .inNetwork(uri().getPort())
        .ifPresent(uri -> LOG.info("From this network it is {}", uri));
    if (operations != visitors) {
      LOG.info("{} has health, readiness and metrics", operationsUri());
    }
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private VisitorKey visitorKey(Path file) throws StartException {
    try {
      return settings.visitorIdKey().isPresent()
          ? VisitorKey.of(settings.visitorIdKey().get())
          : VisitorKey.keptIn(file);
    } catch (IOException e) {
      throw new StartException(
          "The visitor key cannot be read or written: " + e.getMessage() + ".", e);
    }
  }

  private StatsigClient statsig(Path specsOfStatsig) throws StartException {
    if (settings.statsig().isPresent()) {
      try {
        return StatsigClient.live(settings.names(), settings.statsig().get(), specsOfStatsig);
      } catch (IllegalStateException e) { // an SDK of another shape, or one that does not answer
        throw new StartException(e.getMessage(), e);
      }
    }
    try {
      return StatsigClient.embedded(settings.names(), specs());
    } catch (InvalidSpecsException | IOException e) {
      throw new InvalidSettingException(
          "The specs in %s cannot be used: %s."
              .formatted(
                  settings.specsFile().map(Path::toString).orElse("the program"), e.getMessage()));
    }
  }

  private String specs() throws IOException {
    return settings.specsFile().isPresent()
        ? SmallFile.read(settings.specsFile().get(), StatsigHttp.LARGEST_ANSWER)
        : SmallFile.beside(App.class, "/specs.json");
  }

  private void checkControlGroup(List<Group> groups) {
    List<String> assigned = names(groups.stream().filter(group -> group.share() > 0).toList());
    String control = settings.controlGroup().orElse(null);
    if (control != null && !assigned.isEmpty() && !assigned.contains(control)) {
      throw new InvalidSettingException(
          "CONTROL_GROUP is \"%s\", but the experiment's groups are %s."
              .formatted(control, String.join(", ", assigned)));
    }
  }

  private EventStore store(DataDirectory data, VisitorKey visitorKey, LoggedEvents loggedEvents)
      throws StoreException {
    return EventStore.open(
        settings.database().orElse(new SqliteDatabase(data.store(), data.lock())),
        new StoreOptions(
            settings.mode(),
            settings.names().experiment(),
            new DesignSettings(settings.controlGroup(), settings.plannedVisitors()),
            visitorKey.fingerprint(),
            settings.names().signupEvent(),
            settings.outboxMaxBytes()),
        loggedEvents,
        Clock.systemUTC());
  }

  /** One port for the whole site, or one for visitors and one for operators. */
  private void serve(Backend backend) throws StartException {
    ListenSettings listen = settings.listen();
    EnumSet<Section> admin = EnumSet.noneOf(Section.class);
    if (listen.adminPort().isPresent()) {
      admin.add(Section.OPERATIONS);
      if (listen.resultsOnAdminPort()) {
        admin.add(Section.RESULTS);
      }
      operations = serve(Setting.ADMIN_PORT, listen.adminPort().get(), admin, backend);
    }
    visitors = serve(Setting.PORT, listen.port(), EnumSet.complementOf(admin), backend);
    operations = admin.isEmpty() ? visitors : operations;
  }

  private WebServer serve(Setting<?> setting, int port, Set<Section> sections, Backend backend)
      throws StartException {
    ListenSettings listen = settings.listen();
    try {
      InetSocketAddress address = new InetSocketAddress(listen.host(), port);
      return part(WebServer.start(address, sections, backend));
    } catch (IOException e) {
      throw new StartException(listen.refusal(setting, port, e), e);
    }
  }

  private static List<String> names(List<Group> groups) {
    return groups.stream().map(Group::name).toList();
  }

  public URI uri() {
    return visitors.uri();
  }

  URI operationsUri() {
    return operations.uri();
  }

  /**
   * Says for {@code DRAIN_SECONDS} that no more visitors should be sent here. Then stops taking
   * requests, finishes those under way, commits, and sends what Statsig still takes.
   */
  @Override
  public void close() {
    drain();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A part did not stop cleanly", e);
      }
    }
  }

  private void drain() {
    if (readiness == null || settings.listen().drain().isZero()) {
      return;
    }
    LOG.info(
        "A stop was asked for: visitors are served for {} s more, and /ready answers 503",
        settings.listen().drain().toSeconds());
    readiness.drain();
    try {
      // A time and no event: no load balancer says that it has seen the 503.
      Thread.sleep(settings.listen().drain().toMillis());
    } catch (InterruptedException e) {
      LOG.info("Stopping at once"); // the interrupt is for the wait, not for what follows
    }
  }
}
