package dev.buttoncolor.statsig;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlin.Pair;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.flow.Flow;

/**
 * Takes the events that the SDK logs in this process: stands in for the SDK's network, so that each
 * batch that the SDK would post comes to {@link #logEvents}.
 *
 * <p>The SDK hands over when it likes: every minute, at a thousand events, and when it is told to
 * flush, in the order in which it logged them. Its flushes run on kotlinx's IO threads, of which
 * there is one here ({@link StatsigSdk} sees to that). A flush keeps it from the moment at which it
 * empties the SDK's queue until {@link #logEvents} has returned, so that no later flush can end
 * before: once one has ended, all that was logged before it began is here. Nothing else that the
 * SDK does may wait for a network on that thread; that is what {@link IdLists} is for.
 *
 * <p>None of this is offered by the SDK: two of its methods are hidden from Java's compiler, and
 * two of its fields are private. A start with an SDK that lacks one of them ends with a sentence.
 */
final class SdkEvents implements LoggedEvents, INetworkWorker {
  /** How long the SDK may take to hand its events over. */
  private static final Duration BOUND = Duration.ofSeconds(1);

  private static final String DIAGNOSTICS = "statsig::diagnostics";

  private final StatsigServer server;
  private final Method flush;
  private final IdLists lists;
  private final Gson gson = Utils.Companion.getGson(); // with which the SDK makes what it posts
  private CompletableFuture<Void> flushing = CompletableFuture.completedFuture(null);
  private final List<LoggedEvent> uncommitted = new ArrayList<>();

  /** What the SDK has handed over since the last {@link #collect}; guarded by itself. */
  final List<StatsigEvent> handedOver = new ArrayList<>();

  private SdkEvents(StatsigServer server, Method flush, IdLists lists) {
    this.server = server;
    this.flush = flush;
    this.lists = lists;
  }

  /** Sets the SDK up, as the first thing that is done with it, and stands in for its network. */
  static SdkEvents of(StatsigServer server, String key, StatsigOptions options, IdLists lists) {
    Class<StatsigServer> sdk = StatsigServer.class;
    try {
      Method setup = sdk.getMethod("setup", String.class, StatsigOptions.class);
      Method flush = sdk.getMethod("flush$StatsigSDK", Continuation.class);
      Field transport = server.getClass().getDeclaredField("transport");
      Field listClient = StatsigTransport.class.getDeclaredField("externalHttpClient");
      transport.setAccessible(true);
      listClient.setAccessible(true);
      setup.invoke(server, key, options);
      server.getInitialized().set(true); // or the initialization would set up another network
      StatsigTransport network = (StatsigTransport) transport.get(server);
      SdkEvents events = new SdkEvents(server, flush, lists);
      network.setLogEventsWorker(events);
      network.setGetIDListsWorker(events);
      network.setDownloadConfigSpecWorker(events);
      listClient.set(network, lists.client());
      return events;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "The Statsig SDK is not com.statsig:serversdk 2.2.2, which this program needs: %s."
              .formatted(e),
          e);
    }
  }

  @Override
  public List<LoggedEvent> collect() throws TimeoutException {
    long deadline = System.nanoTime() + BOUND.toNanos();
    await(flushing, deadline); // one that an earlier call did not wait for to its end
    flushing = flush();
    await(flushing, deadline);
    synchronized (handedOver) {
      uncommitted.addAll(handedOver.stream().map(this::logged).toList());
      handedOver.clear();
    }
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
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(json)) {
      return json;
    }
    return json.chars()
        .mapToObj(c -> c < 0x80 ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(joining());
  }

  private static void await(CompletableFuture<Void> flush, long deadline) throws TimeoutException {
    try {
      flush.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TimeoutException("Statsig's SDK does not hand over its events");
    } catch (ExecutionException e) {
      throw new TimeoutException("Statsig's SDK failed to hand over its events: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted while Statsig's SDK handed over its events");
    }
  }

  /** Makes the SDK hand over what it has logged; done once it has. */
  CompletableFuture<Void> flush() {
    Flush ended = new Flush();
    try {
      Object outcome = flush.invoke(server, ended);
      if (outcome != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
        ended.complete(null);
      }
    } catch (IllegalAccessException | InvocationTargetException e) {
      ended.completeExceptionally(e);
    }
    return ended;
  }

  /** Kotlin calls it at the end. */
  private static final class Flush extends CompletableFuture<Void> implements Continuation<Unit> {
    @Override
    public CoroutineContext getContext() {
      return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
      try {
        kotlin.ResultKt.throwOnFailure(result);
        complete(null);
      } catch (Throwable e) {
        completeExceptionally(e);
      }
    }
  }

  /** Must not fail: the SDK would call the flush a success, and the batch would be gone. */
  @Override
  public Object logEvents(List<StatsigEvent> events, Continuation<? super Unit> done) {
    synchronized (handedOver) {
      handedOver.addAll(events);
      handedOver.removeIf(event -> event.getEventName().equals(DIAGNOSTICS));
    }
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
