package dev.buttoncolor.statsig.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for Statsig towards the SDK: one path, one method, and only for who knows the server key,
 * since other programs on this machine can reach it too. It answers 202 once the batch is on disk,
 * and 503 where it cannot be, so that the SDK itself tries again.
 */
final class Intake extends Handler.Abstract {
  /** Where Statsig takes events, below its base address. */
  static final String LOG_EVENT = "/log_event";

  /** What the server key travels in. */
  static final String KEY_HEADER = "STATSIG-API-KEY";

  /** The SDK sends a thousand events at most, which is about 1 MB before it zips them. */
  static final int LARGEST_BODY = 16 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Outbox outbox;
  private final byte[] key;
  private final Journal journal;
  private final Runnable arrival;
  private volatile Optional<String> lastError = Optional.empty();

  Intake(Outbox outbox, Journal journal, String key, Runnable arrival) {
    this.outbox = outbox;
    this.journal = journal;
    this.key = key.getBytes(StandardCharsets.UTF_8);
    this.arrival = arrival;
  }

  /** What kept the last batch from the disk, until one gets there. */
  Optional<String> lastError() {
    return lastError;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    int status = take(request);
    if (status == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
    }
    String answer = "{\"success\":" + (status == 202) + "}";
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }

  private int take(Request request) throws IOException {
    if (!Request.getPathInContext(request).equals(LoopbackServer.BASE + LOG_EVENT)) {
      return 404;
    }
    if (!request.getMethod().equals("POST")) {
      return 405;
    }
    if (!knowsTheKey(request)) {
      return 401;
    }
    byte[] body;
    try (InputStream in = Content.Source.asInputStream(request)) {
      body = in.readNBytes(LARGEST_BODY + 1);
    }
    EventBatch batch = new EventBatch(headersToKeep(request), body);
    int status = body.length > LARGEST_BODY ? 413 : store(batch);
    if (status == 202) {
      journal.passed(batch);
    } else {
      journal.refused();
    }
    return status;
  }

  private int store(EventBatch batch) {
    try {
      outbox.append(batch);
    } catch (SQLException e) {
      if (lastError.isEmpty()) {
        LOG.error(
            "The outbox cannot be written, so the SDK has to hold its events itself: {}",
            e.toString());
      }
      lastError = Optional.of("The outbox cannot be written: " + e.getMessage());
      return 503;
    }
    lastError = Optional.empty();
    arrival.run();
    return 202;
  }

  /** In constant time, so that the answer's speed does not tell how much of a guess was right. */
  private boolean knowsTheKey(Request request) {
    String shown = request.getHeaders().get(KEY_HEADER);
    return shown != null && MessageDigest.isEqual(key, shown.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headersToKeep(Request request) {
    Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      boolean statsigs = name.startsWith("statsig-") && !name.equalsIgnoreCase(KEY_HEADER);
      if (statsigs || name.equals("content-type") || name.equals("content-encoding")) {
        kept.put(field.getName(), field.getValue());
      }
    }
    return kept;
  }
}
