package dev.buttoncolor.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.Browser;
import dev.buttoncolor.support.InstalledBrowser;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.ReverseProxy;
import dev.buttoncolor.support.RunningApp;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors whose address changes, and whose browser fetches pages before they come. */
@ExtendWith(InstalledBrowser.class)
class BehindProxyInBrowserTest {

  @TempDir private Path folder;
  private RunningApp app;
  private ReverseProxy proxy;

  @BeforeEach
  void start() throws Exception {
    app = RunningApp.in(folder, Map.of("TRUSTED_PROXIES", "127.0.0.1"));
    proxy = ReverseProxy.to(app.uri());
  }

  @AfterEach
  void stop() {
    proxy.close();
    app.close();
  }

  @Test
  void signupFromAnotherAddressIsTheVisitorsWhoSawTheButton(Browser browser) {
    browser.open(proxy.uri());
    String visitor = browser.text("#visitor");
    proxy.visitorsComeFrom("198.51.100.9");
    browser.follow("#signup");

    assertEquals(visitor, browser.text("#visitor"));
    assertEquals("Your signup counts for the button that you saw.", browser.text(".lead"));
    assertTrue(app.converted(visitor));
    assertEquals(1, app.exposures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefetch", "prerender"})
  void visitToAPageThatWasFetchedAheadCounts(String ahead, Browser browser) {
    proxy.serve(
        "/article",
        """
        <script type="speculationrules">
        {"%s": [{"source": "list", "urls": ["/"], "eagerness": "immediate"}]}
        </script>
        <a id="link" href="/">The experiment</a>
        """
            .formatted(ahead));
    browser.open(proxy.uri().resolve("/article"));
    Polling.until(() -> app.exclusions("prefetch") == 1, () -> "nothing was fetched ahead");
    assertEquals(0, app.exposures());

    browser.follow("#link");
    assertEquals("This visit counts.", browser.text("#counted"));
    browser.follow("#signup");
    assertTrue(app.converted(browser.text("#visitor")));
    assertEquals(1, app.exposures());
  }
}
