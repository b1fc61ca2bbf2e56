package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.ReceivedRequests.Event;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Statsig's own SDK posts gets through, also where Statsig is away when it does. */
class SdkThroughRelayTest {
  private static final String KEY = "secret-for-the-sdk";

  @TempDir private Path folder;

  @Test
  void exposureAndSignupArriveUnderOneId() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start(KEY, specs());
        Relay relay = start(statsig)) {
      StatsigServer sdk = StatsigServer.Companion.create();
      sdk.initializeAsync(KEY, options(statsig, relay)).get(30, TimeUnit.SECONDS);
      StatsigUser ada = new StatsigUser("ada");
      sdk.getExperimentSync(ada, "button_color_v3");
      sdk.logEvent(ada, "visited_signup");
      // The SDK would drop what is answered 429, and block for minutes on 503.
      statsig.answer(429, "0");
      sdk.shutdown();
      statsig.received().awaitPosts(1);
      statsig.recover();

      Event exposure = statsig.received().awaitEvent("statsig::config_exposure", "ada");
      Event signup = statsig.received().awaitEvent("visited_signup", "ada");
      assertEquals("button_color_v3", exposure.experiment());
      assertEquals(exposure.request(), signup.request());
      assertEquals(KEY, signup.request().headers().get("STATSIG-API-KEY"));
    }
  }

  private Relay start(FakeStatsig statsig) throws Exception {
    return Relay.start(RelayedStatsig.settings(statsig, KEY, folder.resolve("outbox.db")));
  }

  private static StatsigOptions options(FakeStatsig statsig, Relay relay) {
    StatsigOptions options = new StatsigOptions();
    options.setApi(relay.uri().toString());
    options.setApiForDownloadConfigSpecs(statsig.uri().toString());
    options.setApiForGetIdlists(statsig.uri().toString());
    options.setDisableIPResolution(true);
    return options;
  }

  private static String specs() throws Exception {
    try (InputStream in = SdkThroughRelayTest.class.getResourceAsStream("/specs.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
