package dev.buttoncolor.statsig;

import dev.buttoncolor.statsig.forward.StatsigHttp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Downloads spec documents, in the SDK's place: a document that makes the SDK fail must not reach
 * it. Asks one host, and follows no redirect to another.
 */
final class SpecsDownload {

  private final String address;
  private final String key;
  private final OkHttpClient client;

  /**
   * @param bound what a whole exchange may take, from the connection to the last byte
   */
  SpecsDownload(StatsigAccess access, Duration bound) {
    String inPath = URLEncoder.encode(access.serverKey(), StandardCharsets.UTF_8);
    address = access.specs() + "/download_config_specs/" + inPath + ".json";
    key = access.serverKey();
    client = StatsigHttp.client(bound);
  }

  /** What became of a download. */
  sealed interface Outcome permits Received, KeyRefused, Failed {}

  /** Statsig's answer: a document, or one that says that there is nothing new. */
  record Received(String document) implements Outcome {}

  /** Statsig does not know the key. */
  record KeyRefused(int status) implements Outcome {}

  /** There was no answer that could be a document: why, as a clause. */
  record Failed(String why) implements Outcome {}

  /** Asks for a document newer than the time, in milliseconds since 1970; 0 asks for any. */
  Outcome newerThan(long time) {
    Request request =
        new Request.Builder()
            .url(time > 0 ? address + "?sinceTime=" + time : address)
            .header("STATSIG-API-KEY", key)
            .build();
    try (Response answer = client.newCall(request).execute()) {
      int status = answer.code();
      if (status == 401 || status == 403) {
        return new KeyRefused(status);
      }
      return status == 200
          ? new Received(answer.body().string())
          : new Failed("answered " + status);
    } catch (IOException e) {
      return new Failed(StatsigHttp.reason(e));
    }
  }
}
