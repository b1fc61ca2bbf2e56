package dev.buttoncolor.statsig;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import com.statsig.sdk.ConcurrentQueue;
import com.statsig.sdk.Diagnostics;
import com.statsig.sdk.FailureDetails;
import com.statsig.sdk.NetworkProtocol;
import com.statsig.sdk.StatsigEvent;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.Utils;
import com.statsig.sdk.network.INetworkWorker;
import com.statsig.sdk.network.StatsigTransport;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.VisitorId;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import kotlin.Pair;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.Flow;

/**
 * Takes the events that the SDK logs, in this process: empties the queue from which the SDK would
 * post them, and stands in for its network.
 *
 * <p>An event is in that queue when the call that logs it returns, so that {@link #collect} finds
 * all that was logged before it began. That holds since nobody else empties the queue: the SDK's
 * flush of each minute is canceled, and the number of events at which it flushes is never reached.
 *
 * <p>None of this is offered by the SDK: {@code setup} is hidden from Java's compiler, and the
 * fields are private. A start with an SDK that lacks one of them ends with a sentence.
 */
final class SdkEvents implements LoggedEvents, INetworkWorker {
  private static final String DIAGNOSTICS = "statsig::diagnostics";

  private final ConcurrentQueue<StatsigEvent> queue;
  private final IdLists lists;
  private final Gson gson = Utils.Companion.getGson(); // with which the SDK makes what it posts
  private final List<StatsigEvent> taken = new ArrayList<>(); // kept if their JSON fails
  private final List<LoggedEvent> uncommitted = new ArrayList<>();

  private SdkEvents(ConcurrentQueue<StatsigEvent> queue, IdLists lists) {
    this.queue = queue;
    this.lists = lists;
  }

  /** Sets the SDK up, as the first thing that is done with it, and stands in for its network. */
  @SuppressWarnings("unchecked")
  static SdkEvents of(StatsigServer server, String key, StatsigOptions options, IdLists lists) {
    try {
      StatsigServer.class
          .getMethod("setup", String.class, StatsigOptions.class)
          .invoke(server, key, options);
      server.getInitialized().set(true); // or the initialization would set up another network
      Object logger = field(server, "logger").get(server);
      ((Job) field(logger, "flushTimer").get(logger)).cancel(null);
      field(logger, "eventQueueSize").set(logger, Integer.MAX_VALUE);
      Object queue = field(logger, "events").get(logger);
      SdkEvents events = new SdkEvents((ConcurrentQueue<StatsigEvent>) queue, lists);
      StatsigTransport network = (StatsigTransport) field(server, "transport").get(server);
      network.setLogEventsWorker(events);
      network.setGetIDListsWorker(events);
      network.setDownloadConfigSpecWorker(events);
      field(network, "externalHttpClient").set(network, lists.client());
      return events;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "The Statsig SDK is not com.statsig:serversdk 2.2.2, which this program needs: %s."
              .formatted(e),
          e);
    }
  }

  private static Field field(Object owner, String name) throws NoSuchFieldException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  @Override
  public List<LoggedEvent> collect() {
    taken.addAll(queue.reset());
    taken.removeIf(event -> event.getEventName().equals(DIAGNOSTICS));
    uncommitted.addAll(taken.stream().map(this::logged).toList());
    taken.clear();
    return List.copyOf(uncommitted);
  }

  @Override
  public void committed(int count) {
    uncommitted.subList(0, count).clear();
  }

  private LoggedEvent logged(StatsigEvent event) {
    return new LoggedEvent(
        new VisitorId(event.getUser().getUserID()),
        event.getEventName(),
        ascii(gson.toJson(event)));
  }

  /** So that no database has an encoding that refuses it. */
  private static String ascii(String json) {
    if (json.chars().allMatch(c -> c < 0x80)) {
      return json;
    }
    return json.chars()
        .mapToObj(c -> c < 0x80 ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(joining());
  }

  /** Only the SDK's shutdown gets here, with what came too late for the store. */
  @Override
  public Object logEvents(List<StatsigEvent> events, Continuation<? super Unit> done) {
    return Unit.INSTANCE;
  }

  @Override
  public Object getIDLists(Continuation<? super String> done) {
    return lists.index().orElse(null);
  }

  @Override
  public NetworkProtocol getType() {
    return NetworkProtocol.HTTP;
  }

  @Override
  public boolean isPullWorker() {
    return true;
  }

  /** Never asked: documents are handed to the SDK. */
  @Override
  public Object downloadConfigSpecs(
      long since, Continuation<? super Pair<String, FailureDetails>> done) {
    return new Pair<>(null, null);
  }

  @Override
  public Flow<String> getConfigSpecsFlow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Flow<String> getIdListsFlow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void initializeFlows() {}

  @Override
  public void setDiagnostics(Diagnostics diagnostics) {}

  @Override
  public void shutdown() {}
}
