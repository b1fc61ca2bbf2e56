package dev.buttoncolor.statsig;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * How the SDK gets lists of user ids: an index, and from it the address of each list. By itself it
 * reads both on threads that all its other work needs, without a bound, and from any host. Safe for
 * use by many threads.
 */
final class IdLists {

  /** For the index, and for a list at the start, which waits for it. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  /** For a list later, when nothing waits for it. */
  private static final Duration LATER_BOUND = Duration.ofSeconds(30);

  /**
   * Where Statsig keeps lists: its API and its storage of user segments.
   *
   * @see <a href="https://docs.statsig.com/infrastructure/statsig_domains">Statsig Domains</a>,
   *     which names both
   */
  private static final Set<String> ORIGINS =
      Set.of("https://api.statsigcdn.com:443", "https://idliststorage.blob.core.windows.net:443");

  private final Request indexRequest;
  private final Set<String> origins;
  private final OkHttpClient indexClient = StatsigHttp.client(BOUND);
  private volatile OkHttpClient listClient = indexClient;

  /** The newest: a list's name, and an object with its address. */
  private volatile JsonObject index = new JsonObject();

  private volatile String whyNotInIndex = "the index of lists was not asked yet";

  /** What became of each address that was asked: why there is no list, or empty if there is. */
  private final Map<HttpUrl, Optional<String>> downloads = new ConcurrentHashMap<>();

  IdLists(StatsigAccess access) {
    String address = access.specs() + "/get_id_lists";
    Optional<HttpUrl> own = access.apiUrl().map(base -> HttpUrl.get(base.toString()));
    origins = own.map(base -> Set.of(origin(base))).orElse(ORIGINS);
    // Statsig's own host for specs knows only the second form.
    Request.Builder request =
        own.isPresent()
            ? new Request.Builder().url(address).post(RequestBody.create(new byte[] {'{', '}'}))
            : new Request.Builder().url(address + "/" + access.serverKey() + ".json");
    indexRequest = request.header("STATSIG-API-KEY", access.serverKey()).build();
  }

  private static String origin(HttpUrl url) {
    return "%s://%s:%d".formatted(url.scheme(), url.host(), url.port());
  }

  /** The index as JSON; empty if there is none now, and then the SDK keeps the lists it has. */
  Optional<String> index() {
    try (Response answer = StatsigHttp.ask(indexClient, indexRequest)) {
      String text = new String(StatsigHttp.read(answer.body()), StandardCharsets.UTF_8);
      if (answer.isSuccessful()) {
        index = JsonParser.parseString(text).getAsJsonObject();
        whyNotInIndex = "the index of lists does not name it";
        return Optional.of(text);
      }
      whyNotInIndex = "the index of lists was answered " + answer.code();
    } catch (IOException e) {
      whyNotInIndex = "for the index of lists there is " + StatsigHttp.reason(e);
    } catch (JsonParseException | IllegalStateException e) {
      whyNotInIndex = "the index of lists is no JSON object";
    }
    return Optional.empty();
  }

  /** Why there is no list of this name here, as a clause; empty if there is one. */
  Optional<String> whyMissing(String list) {
    HttpUrl address =
        index.get(list) instanceof JsonObject entry && entry.get("url") instanceof JsonPrimitive url
            ? HttpUrl.parse(url.getAsString())
            : null;
    return address == null
        ? Optional.of(whyNotInIndex)
        : downloads.getOrDefault(withoutQuery(address), Optional.of("it is still on its way"));
  }

  /** What the SDK is to download the lists with. */
  OkHttpClient client() {
    return new OkHttpClient.Builder().addInterceptor(this::download).build();
  }

  /** From now on a list may take longer. */
  void nothingWaits() {
    listClient = StatsigHttp.client(LATER_BOUND);
  }

  /** Reads the whole list here, on OkHttp's thread: the SDK would read it on one of its two. */
  private Response download(Interceptor.Chain chain) throws IOException {
    HttpUrl list = chain.request().url();
    if (!origins.contains(origin(list))) {
      throw missing(
          list,
          "it is at %s, and may be at %s".formatted(origin(list), String.join(", ", origins)));
    }
    try (Response answer = StatsigHttp.ask(listClient, chain.request())) {
      byte[] ids = StatsigHttp.read(answer.body());
      if (answer.isSuccessful()) {
        downloads.put(withoutQuery(list), Optional.empty());
      } else {
        missing(list, "it was answered " + answer.code());
      }
      return answer
          .newBuilder()
          .body(ResponseBody.create(ids, answer.body().contentType()))
          .build();
    } catch (IOException e) {
      throw missing(list, "there is " + StatsigHttp.reason(e));
    }
  }

  /** The SDK keeps a list that it has, whatever becomes of the next download. */
  private IOException missing(HttpUrl list, String why) {
    downloads.merge(
        withoutQuery(list), Optional.of(why), (before, now) -> before.isEmpty() ? before : now);
    return new IOException(why);
  }

  /** A signature in the query is another one each time. */
  private static HttpUrl withoutQuery(HttpUrl list) {
    return list.newBuilder().query(null).build();
  }
}
