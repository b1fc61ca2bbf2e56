package dev.buttoncolor.statsig.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.EventPost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay's listener takes events from the SDK and from no other client. */
class IntakeTest {
  @TempDir private Path folder;
  private RelayedStatsig pair;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void start() throws Exception {
    pair = RelayedStatsig.start(folder);
    pair.statsig.hang();
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void whoDoesNotKnowTheKeyIsTurnedAway() throws Exception {
    assertEquals(401, send(EventPost.signup(pair.relay.uri(), "guess", "eve")).statusCode());
    HttpRequest keyless = to("/log_event").POST(BodyPublishers.ofString("{}")).build();
    assertEquals(401, send(keyless).statusCode());
    assertEquals(0, pair.relay.status().waiting());
  }

  @Test
  void whoKnowsItIsAnsweredAsStatsigWould() throws Exception {
    HttpResponse<String> answer =
        send(EventPost.signup(pair.relay.uri(), RelayedStatsig.KEY, "ada"));
    assertEquals(202, answer.statusCode());
    assertEquals("{\"success\":true}", answer.body());
    assertTrue(answer.headers().firstValue("Server").isEmpty());
  }

  @Test
  void thereIsOnePathAndOneMethod() throws Exception {
    assertEquals(404, send(withKey(to("/get_id_lists")).GET().build()).statusCode());
    HttpResponse<String> get = send(withKey(to("/log_event")).GET().build());
    assertEquals(405, get.statusCode());
    assertEquals("POST", get.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void aBodyPastTheLimitIsTurnedAwayAndTheLargestIsTaken() throws Exception {
    byte[] tooLarge = new byte[Intake.LARGEST_BODY + 1];
    HttpRequest.Builder post = withKey(to("/log_event"));
    assertEquals(413, send(post.POST(BodyPublishers.ofByteArray(tooLarge)).build()).statusCode());
    assertEquals(0, pair.relay.status().waiting());
    byte[] largest = new byte[Intake.LARGEST_BODY];
    assertEquals(202, send(post.POST(BodyPublishers.ofByteArray(largest)).build()).statusCode());
  }

  @Test
  void theKeyIsNotOnDisk() throws Exception {
    pair.post(List.of("ada"));
    StringBuilder disk = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        disk.append(Files.readString(file, ISO_8859_1));
      }
    }
    assertTrue(disk.indexOf("java-server") >= 0, "the other headers are");
    assertFalse(disk.indexOf(RelayedStatsig.KEY) >= 0);
  }

  @Test
  void theSdkIsToldToTryAgainWhileTheOutboxCannotBeWritten() throws Exception {
    HttpRequest post = EventPost.signup(pair.relay.uri(), RelayedStatsig.KEY, "ada");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + pair.file);
        Statement sql = other.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      assertEquals(503, send(post).statusCode());
      assertTrue(pair.relay.status().lastError().orElseThrow().contains("cannot be written"));
    }
    assertEquals(202, send(post).statusCode());
    assertEquals(1, pair.relay.status().waiting());
  }

  @Test
  void cannotBeReachedFromOutsideThisMachine() throws Exception {
    int port = pair.relay.uri().getPort();
    List<InetAddress> others = new ArrayList<>(List.of(InetAddress.getByName("127.0.0.2")));
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      each.inetAddresses().filter(address -> !address.isLoopbackAddress()).forEach(others::add);
    }
    for (InetAddress other : others) {
      try (Socket socket = new Socket()) {
        InetSocketAddress target = new InetSocketAddress(other, port);
        assertThrows(IOException.class, () -> socket.connect(target, 2000), other.toString());
      }
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(pair.relay.uri() + path));
  }

  private static HttpRequest.Builder withKey(HttpRequest.Builder request) {
    return request.header(Intake.KEY_HEADER, RelayedStatsig.KEY);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }
}
