package dev.buttoncolor.support;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.App;
import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real program with the real SDK, on a free port and with its data in a folder of the test's;
 * and a client that asks it over HTTP. Links are not followed, so that a test sees each answer.
 */
public final class RunningApp implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final App app;
  private final Path folder;

  private RunningApp(App app, Path folder) {
    this.app = app;
    this.folder = folder;
  }

  /** Starts it with its data in this folder and every setting at its default. */
  public static RunningApp in(Path folder) throws StartException {
    return in(folder, Map.of());
  }

  /** Starts it with its data in this folder and these settings in its environment. */
  public static RunningApp in(Path folder, Map<String, String> settings) throws StartException {
    return new RunningApp(App.start(settings(folder, settings)), folder);
  }

  public static Settings settings(Path folder, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.putIfAbsent("PORT", "0");
    environment.put("DATA_DIR", folder.toString());
    return Settings.from(environment);
  }

  public URI uri() {
    return app.uri();
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  public JsonObject json(String path, String... headers) {
    return JsonParser.parseString(
            send(request("GET", path, headers).header("Accept", "application/json")).body())
        .getAsJsonObject();
  }

  /** The text that the JSON of the landing page has under this name, such as {@code group}. */
  public String text(String path, String name, String... headers) {
    return json(path, headers).get(name).getAsString();
  }

  public HttpResponse<String> send(String method, String path, String... headers) {
    return send(request(method, path, headers));
  }

  /** Sends a form, such as {@code a=1&b=2}. */
  public HttpResponse<String> submit(String path, String form) {
    return post(path, "application/x-www-form-urlencoded", form);
  }

  public HttpResponse<String> post(String path, String contentType, String body) {
    return send(
        request("POST", path, "Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri().resolve(path)).method(method, BodyPublishers.noBody());
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return CLIENT
        .sendAsync(request.build(), BodyHandlers.ofString())
        .orTimeout(1, TimeUnit.MINUTES)
        .join();
  }

  /**
   * The answer to what no HTTP client would send.
   *
   * @param request its first line and headers, without the empty line behind them
   */
  public RawAnswer raw(String request) throws IOException {
    try (RawConnection connection = RawConnection.to(uri())) {
      return connection.send(request.strip().replace("\n", "\r\n") + "\r\n\r\n").answer();
    }
  }

  /** What is committed of all that was asked before. */
  public StoredEvents stored() {
    get("/ready"); // its write is committed behind everything that came before it
    return StoredEvents.in(folder);
  }

  /** How many visitors the store holds as exposed. */
  public long exposures() {
    return stored().exposed().size();
  }

  public boolean converted(String visitor) {
    return stored().converted().contains(visitor);
  }

  public long exclusions(String kind) {
    return stored().exclusions().getOrDefault(kind, 0L);
  }

  /** The group under which the store has the visitor; empty if it has no such visitor. */
  public Optional<String> recordedGroup(String visitor) {
    return Optional.ofNullable(stored().groupOf().get(visitor));
  }

  @Override
  public void close() {
    app.close();
  }
}
