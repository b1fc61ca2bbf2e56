package dev.buttoncolor.statsig;

import dev.buttoncolor.statsig.relay.StatsigCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/**
 * Downloads spec documents, in the SDK's place: a document that makes the SDK fail must not reach
 * it. Asks one host, and follows no redirect to another.
 */
final class SpecsDownload {

  /** What the whole exchange may take, from the connection to the last byte. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String base;
  private final String key;
  private final StatsigCalls calls = new StatsigCalls(TIMEOUT);

  SpecsDownload(URI specs, String key) {
    String inPath = URLEncoder.encode(key, StandardCharsets.UTF_8);
    base = specs + "/download_config_specs/" + inPath + ".json";
    this.key = key;
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
  Outcome newerThan(long time) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(time > 0 ? base + "?sinceTime=" + time : base))
            .header("STATSIG-API-KEY", key)
            .header("Accept-Encoding", "gzip")
            .build();
    try {
      return outcome(calls.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      return new Failed(StatsigCalls.reason(e));
    }
  }

  private static Outcome outcome(HttpResponse<byte[]> answer) throws IOException {
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      return new KeyRefused(status);
    }
    return status == 200 ? new Received(text(answer)) : new Failed("answered " + status);
  }

  private static String text(HttpResponse<byte[]> answer) throws IOException {
    boolean zipped =
        answer
            .headers()
            .firstValue("Content-Encoding")
            .filter("gzip"::equalsIgnoreCase)
            .isPresent();
    InputStream plain = new ByteArrayInputStream(answer.body());
    try (InputStream in = zipped ? new GZIPInputStream(plain) : plain) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
