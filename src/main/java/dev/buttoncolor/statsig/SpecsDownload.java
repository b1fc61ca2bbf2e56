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

  private static final String NO_SPECS = "Statsig serves no specs: ";

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

  /** Why no document could be had, as a sentence without its period. */
  static final class UnavailableException extends Exception {
    UnavailableException(String why) {
      super(why);
    }
  }

  /**
   * Asks for a document newer than the time, in milliseconds since 1970; 0 asks for any. The answer
   * may say that there is nothing new.
   */
  String newerThan(long time) throws UnavailableException {
    Request request =
        new Request.Builder()
            .url(time > 0 ? address + "?sinceTime=" + time : address)
            .header("STATSIG-API-KEY", key)
            .build();
    try (Response answer = client.newCall(request).execute()) {
      int status = answer.code();
      if (status == 401 || status == 403) {
        throw new UnavailableException("Statsig refuses the server key: answered " + status);
      }
      if (status != 200) {
        throw new UnavailableException(NO_SPECS + "answered " + status);
      }
      String encoding = answer.header("Content-Encoding", "identity"); // OkHttp undoes gzip
      if (!encoding.equalsIgnoreCase("identity")) {
        throw new UnavailableException(
            NO_SPECS
                + "answered in the encoding %s, which was not asked for"
                    .formatted(Appearance.shown(encoding)));
      }
      return new String(StatsigHttp.read(answer.body()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UnavailableException(NO_SPECS + StatsigHttp.reason(e));
    }
  }
}
