package dev.buttoncolor.statsig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
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

  private static final Duration INDEX_BOUND = Duration.ofSeconds(2);

  /** For a list at the start, which waits for it. */
  private static final Duration FIRST_BOUND = Duration.ofSeconds(2);

  /** For a list later, when nothing waits for it. */
  private static final Duration LATER_BOUND = Duration.ofSeconds(30);

  /**
   * Where Statsig keeps lists: its API and its storage of user segments.
   *
   * @see <a href="https://docs.statsig.com/infrastructure/statsig_domains">Statsig Domains</a>,
   *     which names both
   */
  private static final Set<String> HOSTS =
      Set.of("api.statsigcdn.com", "idliststorage.blob.core.windows.net");

  private static final int HTTPS = 443;

  private final Request indexRequest;
  private final Optional<HttpUrl> onlyHost;
  private final OkHttpClient indexClient = StatsigHttp.client(INDEX_BOUND);
  private volatile OkHttpClient listClient = StatsigHttp.client(FIRST_BOUND);

  /** The newest index: the address of each list, by its name. */
  private volatile Map<String, HttpUrl> addresses = Map.of();

  private volatile String whyNotInIndex = "the index of lists was not asked yet";

  /** What became of each address that was asked: why there is no list, or empty if there is. */
  private final Map<HttpUrl, Optional<String>> downloads = new ConcurrentHashMap<>();

  IdLists(StatsigAccess access) {
    onlyHost = access.apiUrl().map(own -> HttpUrl.get(own.toString()));
    String index = access.specs() + "/get_id_lists";
    // Statsig's own host for specs knows only this form.
    Request.Builder request =
        onlyHost.isPresent()
            ? new Request.Builder().url(index).post(RequestBody.create(new byte[] {'{', '}'}))
            : new Request.Builder().url(index + "/" + access.serverKey() + ".json");
    indexRequest = request.header("STATSIG-API-KEY", access.serverKey()).build();
  }

  /** The index as JSON; empty if there is none now, and then the SDK keeps the lists it has. */
  Optional<String> index() {
    try (Response answer = indexClient.newCall(indexRequest).execute()) {
      if (!answer.isSuccessful()) {
        whyNotInIndex = "the index of lists was answered " + answer.code();
        return Optional.empty();
      }
      String text = new String(StatsigHttp.read(answer.body()), StandardCharsets.UTF_8);
      addresses = addresses(JsonParser.parseString(text).getAsJsonObject());
      whyNotInIndex = "the index of lists does not name it";
      return Optional.of(text);
    } catch (IOException e) {
      whyNotInIndex = "for the index of lists there is " + StatsigHttp.reason(e);
    } catch (JsonParseException | IllegalStateException e) {
      whyNotInIndex = "the index of lists is no JSON object";
    }
    return Optional.empty();
  }

  private static Map<String, HttpUrl> addresses(JsonObject index) {
    Map<String, HttpUrl> addresses = new HashMap<>();
    for (Map.Entry<String, JsonElement> list : index.entrySet()) {
      if (list.getValue() instanceof JsonObject entry
          && entry.get("url") instanceof JsonPrimitive url) {
        Optional.ofNullable(HttpUrl.parse(url.getAsString()))
            .ifPresent(address -> addresses.put(list.getKey(), withoutQuery(address)));
      }
    }
    return addresses;
  }

  /** Why there is no list of this name here, as a clause; empty if there is one. */
  Optional<String> whyMissing(String list) {
    HttpUrl address = addresses.get(list);
    return address == null
        ? Optional.of(whyNotInIndex)
        : downloads.getOrDefault(address, Optional.of("it is still on its way"));
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
    HttpUrl address = chain.request().url();
    Optional<String> forbidden = whyForbidden(address);
    if (forbidden.isPresent()) {
      note(address, forbidden);
      throw new IOException(forbidden.get());
    }
    try (Response answer = listClient.newCall(chain.request()).execute()) {
      byte[] list = StatsigHttp.read(answer.body());
      boolean right = answer.isSuccessful();
      note(address, right ? Optional.empty() : Optional.of("it was answered " + answer.code()));
      return answer
          .newBuilder()
          .body(ResponseBody.create(list, answer.body().contentType()))
          .build();
    } catch (IOException e) {
      note(address, Optional.of("there is " + StatsigHttp.reason(e)));
      throw e;
    }
  }

  private Optional<String> whyForbidden(HttpUrl list) {
    if (onlyHost.isPresent()) {
      return isSameHost(onlyHost.get(), list)
          ? Optional.empty()
          : Optional.of("it is at %s, and STATSIG_API_URL allows one host".formatted(list.host()));
    }
    return list.isHttps() && list.port() == HTTPS && HOSTS.contains(list.host())
        ? Optional.empty()
        : Optional.of(
            "%s://%s is not where Statsig keeps lists".formatted(list.scheme(), list.host()));
  }

  /** The SDK keeps a list that it has, whatever becomes of the next download. */
  private void note(HttpUrl list, Optional<String> why) {
    downloads.merge(withoutQuery(list), why, (before, now) -> before.isEmpty() ? before : now);
  }

  /** A signature in the query is another one each time. */
  private static HttpUrl withoutQuery(HttpUrl list) {
    return list.newBuilder().query(null).build();
  }

  private static boolean isSameHost(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }
}
