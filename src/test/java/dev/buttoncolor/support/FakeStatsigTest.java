package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in for Statsig keeps its own promises, so that tests may lean on it. */
class FakeStatsigTest {
  private static final String SPECS = "{\"has_updates\":true}";

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private FakeStatsig statsig;

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start("secret-1", SPECS);
  }

  @AfterEach
  void stop() {
    statsig.close();
  }

  @Test
  void servesSpecsToTheRightKeyOnly() throws Exception {
    assertEquals(SPECS, get("/download_config_specs/secret-1.json").body());
    assertEquals(401, get("/download_config_specs/secret-2.json").statusCode());
    assertEquals(2, statsig.received().awaitDownloads(2).size());
  }

  @Test
  void takesZippedEvents() throws Exception {
    assertEquals(202, send(post("ada")).statusCode());
    ReceivedRequests.Event event = statsig.received().awaitEvent("visited_signup", "ada");
    assertEquals(Map.of("button", "blue"), event.metadata());
    assertEquals(Instant.ofEpochMilli(1700000000000L), event.time());
    assertEquals("secret-1", event.request().headers().get("statsig-api-key"));
  }

  @Test
  void takesNothingWhileItFailsAndEverythingAfterwards() throws Exception {
    statsig.answer(429, "7");
    HttpResponse<String> answer = send(post("ada"));
    assertEquals(429, answer.statusCode());
    assertEquals("7", answer.headers().firstValue("Retry-After").orElseThrow());

    statsig.refuse();
    assertThrows(ConnectException.class, () -> send(post("ada")));

    statsig.recover();
    assertEquals(202, send(post("eve")).statusCode());
    assertEquals(1, statsig.received().awaitEvents(1).size());
    assertEquals(2, statsig.received().awaitPosts(2).size());
  }

  @Test
  void whatHangsIsCutOffOnRecoveryAndNotTaken() throws Exception {
    statsig.hang();
    CompletableFuture<HttpResponse<String>> hanging =
        client.sendAsync(post("ada"), BodyHandlers.ofString());
    assertEquals(0, statsig.received().awaitPosts(1).get(0).status());
    statsig.recover();
    ExecutionException failure = assertThrows(ExecutionException.class, hanging::get);
    assertTrue(failure.getCause() instanceof IOException, () -> "was " + failure);
    assertEquals(0, statsig.received().events().size());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(statsig.uri() + path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest post(String user) throws IOException {
    return EventPost.signup(statsig.uri(), "secret-1", user);
  }
}
