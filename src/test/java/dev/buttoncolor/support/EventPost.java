package dev.buttoncolor.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** One event, posted the way the SDK does: zipped, with its headers. */
public final class EventPost {
  private EventPost() {}

  /** A signup of {@code user}, to the {@code log_event} under {@code base}. */
  public static HttpRequest signup(URI base, String key, String user) throws IOException {
    String body =
        """
        {"events":[{"eventName":"visited_signup","user":{"userID":"%s"},
        "metadata":{"button":"blue"},"time":1700000000000}]}\
        """
            .formatted(user);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return HttpRequest.newBuilder(URI.create(base + "/log_event"))
        .header("STATSIG-API-KEY", key)
        .header("STATSIG-SDK-TYPE", "java-server")
        .header("Content-Type", "application/json")
        .header("Content-Encoding", "gzip")
        .header("Cookie", "not Statsig's")
        .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
        .build();
  }
}
