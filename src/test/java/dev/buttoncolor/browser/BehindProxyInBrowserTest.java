package dev.buttoncolor.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.Browser;
import dev.buttoncolor.support.InstalledBrowser;
import dev.buttoncolor.support.Polling;
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

  @BeforeEach
  void start() throws Exception {
    app = RunningApp.in(folder, Map.of("TRUSTED_PROXIES", "127.0.0.1"));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void signupFromAnotherAddressIsTheVisitorsWhoSawTheButton(Browser browser) {
    browser.comeFrom("203.0.113.7");
    browser.open(app, "/");
    String visitor = browser.text("#visitor");
    browser.comeFrom("198.51.100.9");
    browser.follow("#signup");

    assertEquals(visitor, browser.text("#visitor"));
    assertEquals("Your signup counts for the button that you saw.", browser.text(".lead"));
    assertTrue(app.converted(visitor));
    assertEquals(1, app.exposures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefetch", "prerender"})
  void visitToAPageThatWasFetchedAheadCounts(String ahead, Browser browser) {
    browser.bypassPolicies(true);
    browser.open(app, "/no-such-page");
    browser.run(
        """
        const rules = document.createElement("script");
        rules.type = "speculationrules";
        rules.textContent = JSON.stringify(
            {[arguments[0]]: [{source: "list", urls: ["/"], eagerness: "immediate"}]});
        document.head.append(rules);
        """,
        ahead);
    Polling.until(() -> app.exclusions("prefetch") == 1, () -> "nothing was fetched ahead");
    assertEquals(0, app.exposures());

    browser.follow("a[href='/']");
    assertEquals("This visit counts.", browser.text("#counted"));
    browser.follow("#signup");
    assertTrue(app.converted(browser.text("#visitor")));
    assertEquals(1, app.exposures());
  }
}
