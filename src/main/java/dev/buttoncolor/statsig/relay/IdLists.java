package dev.buttoncolor.statsig.relay;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Asks Statsig for the index of id lists in the SDK's place, and leaves out the lists that lie on
 * another host: the SDK would download each from wherever the index says.
 */
final class IdLists extends Handler.Abstract {

  private static final String PATH = "/get_id_lists";

  /** As long as the SDK itself waits for an answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final URI statsig;
  private final String key;
  private final StatsigCalls calls = new StatsigCalls(TIMEOUT);

  IdLists(URI statsig, String key) {
    this.statsig = statsig;
    this.key = key;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean asked =
        Request.getPathInContext(request).equals(LoopbackServer.BASE + PATH)
            && request.getMethod().equals("POST")
            && key.equals(request.getHeaders().get(Intake.KEY_HEADER));
    if (!asked) {
      return false;
    }
    String answer = "{}";
    try {
      answer = withoutForeign(index()).toString();
    } catch (IOException | RuntimeException e) {
      response.setStatus(502); // the SDK keeps the lists that it has
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.setStatus(502);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }

  private JsonObject index() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(statsig + PATH))
            .header(Intake.KEY_HEADER, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> answer = calls.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("answered " + answer.statusCode());
    }
    try {
      return JsonParser.parseString(answer.body()).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("no index of id lists", e);
    }
  }

  private JsonObject withoutForeign(JsonObject index) {
    JsonObject own = new JsonObject();
    index
        .asMap()
        .forEach(
            (name, list) -> {
              if (isOwn(list)) {
                own.add(name, list);
              }
            });
    return own;
  }

  private boolean isOwn(JsonElement list) {
    if (!(list instanceof JsonObject entry) || !entry.has("url")) {
      return false;
    }
    try {
      URI url = URI.create(entry.get("url").getAsString());
      return statsig.getScheme().equals(url.getScheme())
          && statsig.getRawAuthority().equals(url.getRawAuthority());
    } catch (RuntimeException e) { // no text, or no address
      return false;
    }
  }
}
