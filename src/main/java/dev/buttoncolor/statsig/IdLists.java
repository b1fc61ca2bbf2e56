package dev.buttoncolor.statsig;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * How the SDK gets lists of user ids: an index, and from it the address of each list. Left alone it
 * would read both on threads that all its other work needs, without a bound, and from any host.
 */
final class IdLists {

  private static final Duration INDEX_BOUND = Duration.ofSeconds(2);

  /** For a list at the start, which waits for it. */
  static final Duration FIRST_BOUND = Duration.ofSeconds(2);

  /** For a list later, when nothing waits for it. */
  static final Duration LATER_BOUND = Duration.ofSeconds(30);

  private final Request indexRequest;
  private final Optional<HttpUrl> onlyHost;
  private final OkHttpClient indexClient = StatsigHttp.client(INDEX_BOUND);

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
      String text = answer.body().string();
      boolean usable = answer.isSuccessful() && JsonParser.parseString(text).isJsonObject();
      return usable ? Optional.of(text) : Optional.empty();
    } catch (IOException | JsonParseException e) {
      return Optional.empty();
    }
  }

  /** What the SDK is to download the lists with, each within the bound. */
  OkHttpClient client(Duration bound) {
    return StatsigHttp.client(bound)
        .newBuilder()
        .followRedirects(onlyHost.isEmpty())
        .addInterceptor(this::download)
        .build();
  }

  /** Reads the whole list here, on OkHttp's thread: the SDK would read it on one of its two. */
  private Response download(Interceptor.Chain chain) throws IOException {
    HttpUrl list = chain.request().url();
    if (onlyHost.filter(host -> !isSameHost(host, list)).isPresent()) {
      throw new IOException("an id list on another host than STATSIG_API_URL");
    }
    Response answer = chain.proceed(chain.request());
    try (ResponseBody body = answer.body()) {
      return answer
          .newBuilder()
          .body(ResponseBody.create(body.bytes(), body.contentType()))
          .build();
    }
  }

  private static boolean isSameHost(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }
}
