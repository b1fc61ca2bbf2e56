package dev.buttoncolor.statsig;

import dev.buttoncolor.files.OwnerOnly;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the specs of live mode: the newest that Statsig serves, or at a start while it is down
 * those that it served last. A document that cannot be used leaves the last good one in force.
 *
 * <p>It asks one host, and follows no redirect to another.
 */
final class SpecsFeed implements AutoCloseable {

  /** As often as the SDK asks by itself. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  /** How long Statsig may take to answer. */
  private static final Duration BOUND = Duration.ofSeconds(10);

  /** The same for the first document, before specs that were kept are used. */
  private static final Duration FIRST_BOUND = Duration.ofSeconds(3);

  private static final String NO_SPECS = "Statsig serves no specs: ";

  private static final Logger LOG = LoggerFactory.getLogger(SpecsFeed.class);

  private static final Duration LAST_KEEPING = Duration.ofMillis(200);

  private final String key;
  private final String address;

  /** The key's hash as documents tell it: djb2, which Java's own hash of a text is, unsigned. */
  private final String keyHash;

  /** Keeps the last document, after a line with the key's hash: another key must not run on it. */
  private final Path file;

  private final StatsigClient client;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<String> problem = Optional.empty();
  private Thread asking;
  private String inForce; // null before the first
  private long time;

  SpecsFeed(StatsigAccess access, Path file, StatsigClient client) {
    key = access.serverKey();
    address =
        "%s/download_config_specs/%s.json"
            .formatted(access.specs(), URLEncoder.encode(key, StandardCharsets.UTF_8));
    keyHash = Integer.toUnsignedString(key.hashCode());
    this.file = file;
    this.client = client;
  }

  /** Takes over what Statsig serves now, or else what was kept, and asks again from then on. */
  void start(Duration interval) {
    ask(StatsigHttp.client(FIRST_BOUND));
    if (inForce == null) {
      kept()
          .flatMap(document -> receive(document, "DATA_ADAPTER"))
          .ifPresent(why -> LOG.warn("The kept specs cannot be used: {}", why));
    }
    asking = new Thread(() -> askAgain(interval), "specs");
    asking.setDaemon(true);
    asking.start();
  }

  private void askAgain(Duration interval) {
    OkHttpClient http = StatsigHttp.client(BOUND);
    try {
      while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        ask(http);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Optional<String> problem() {
    return problem;
  }

  /** Takes over what Statsig serves now, and says what has changed, once. */
  private void ask(OkHttpClient http) {
    Optional<String> before = problem;
    try {
      problem =
          receive(download(http), "NETWORK")
              .map(why -> "Statsig sent specs that cannot be used: " + why);
    } catch (IOException e) {
      problem = Optional.of(e.getMessage());
    }
    if (problem.isEmpty() && before.isPresent()) {
      LOG.info("The newest specs are in force again");
    } else if (!problem.equals(before)) {
      LOG.warn(
          "{}; until that changes, the last good specs are used, if there are any", problem.get());
    }
  }

  /** A newer document, or one that says that nothing is new; fails with a clause that says why. */
  private String download(OkHttpClient http) throws IOException {
    Request request =
        new Request.Builder()
            .url(time > 0 ? address + "?sinceTime=" + time : address)
            .header("STATSIG-API-KEY", key)
            .build();
    String why;
    try (Response answer = StatsigHttp.ask(http, request)) {
      String encoding = answer.header("Content-Encoding", "identity"); // OkHttp undoes gzip
      if (answer.code() == 200 && encoding.equalsIgnoreCase("identity")) {
        return new String(StatsigHttp.read(answer.body()), StandardCharsets.UTF_8);
      }
      why =
          switch (answer.code()) {
            case 200 ->
                NO_SPECS
                    + "answered in the encoding %s, which was not asked for"
                        .formatted(Appearance.shown(encoding));
            case 401, 403 -> "Statsig refuses the server key: answered " + answer.code();
            default -> NO_SPECS + "answered " + answer.code();
          };
    } catch (IOException e) {
      why = NO_SPECS + StatsigHttp.reason(e);
    }
    throw new IOException(why);
  }

  /** Runs on the document if there is anything new in it; what keeps it from being in force. */
  private Optional<String> receive(String text, String reason) {
    if (text.equals(inForce)) {
      return Optional.empty();
    }
    try {
      Optional<SpecDocument> document = SpecDocument.parse(text);
      if (document.isPresent()) {
        check(document.get());
        client.use(document.get(), reason);
        inForce = text;
        time = document.get().time();
        keep(text);
      } else if (inForce == null) {
        return Optional.of(
            "it says that nothing is new (\"has_updates\": false), but no specs are here yet");
      }
      return Optional.empty();
    } catch (InvalidSpecsException e) {
      return Optional.of(e.getMessage());
    } catch (RuntimeException | StackOverflowError e) { // the feed goes on with the next document
      LOG.error("The specs could not be taken over", e);
      return Optional.of("taking it over fails with " + e.getClass().getSimpleName());
    }
  }

  private void check(SpecDocument document) throws InvalidSpecsException {
    String madeFor = document.json().keyHash();
    if (madeFor != null && !madeFor.equals(keyHash)) {
      throw new InvalidSpecsException("it belongs to another server key");
    }
    if (document.time() < time) {
      throw new InvalidSpecsException("it is older than the one in force");
    }
  }

  private Optional<String> kept() {
    String heading = keyHash + "\n";
    try {
      String content = SmallFile.read(file, heading.length() + StatsigHttp.LARGEST_ANSWER);
      if (content.startsWith(heading)) {
        return Optional.of(content.substring(heading.length()));
      }
      LOG.info("The specs in {} came with another server key and are not used", file.getFileName());
    } catch (NoSuchFileException e) {
      LOG.debug("No specs are kept");
    } catch (IOException e) {
      LOG.warn("The specs in {} cannot be read: {}", file.getFileName(), e.toString());
    }
    return Optional.empty();
  }

  /** If that fails, the document before stays, and the experiment goes on. */
  private void keep(String document) {
    try {
      OwnerOnly.write(file, keyHash + "\n" + document);
    } catch (IOException e) {
      LOG.warn("The specs could not be kept in {}: {}", file.getFileName(), e.toString());
    }
  }

  /**
   * Stops asking, and gives a document that has come a moment to be kept: the folder is still ours.
   */
  @Override
  public void close() {
    closed.countDown();
    try {
      asking.join(LAST_KEEPING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
