package dev.buttoncolor.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.App;
import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.support.Browser;
import dev.buttoncolor.support.InstalledBrowser;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Simulated;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The results page as it stays open through a run. */
@ExtendWith(InstalledBrowser.class)
class ResultsInBrowserTest {

  private static final String RATES = "Blue=0.2,Green=0.2,Red=0.2,Orange=0.8";

  @TempDir private Path folder;
  private RunningApp app;

  @BeforeEach
  void start() throws StartException {
    app = RunningApp.in(folder);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private static void awaitVisitors(Browser browser, int visitors) {
    await(browser, "#visitors", Integer.toString(visitors));
  }

  private static void await(Browser browser, String css, String text) {
    browser.await(css + " says " + text, page -> page.text(css).equals(text));
  }

  @Test
  void keepThemselvesFreshAndLeaveTheReaderInPeace(Browser browser) {
    browser.resize(1280, 500);
    browser.open(app, "/results");
    assertEquals("No visitor has seen a button yet", browser.text("h1"));
    // Nothing of what changes is on the screen, so nothing on it may move.
    browser.run("window.same = 'page'; document.querySelector('#meaning').scrollIntoView()");
    browser.find("#meaning + details summary").click();
    double before = place(browser);
    // First the charts and more tables come in above the reader.
    for (int seed = 1; seed <= 2; seed++) {
      Simulated.visitors(app, 300, seed, RATES);
      awaitVisitors(browser, 300 * seed);
      assertNotNull(browser.find("#meaning + details").getDomAttribute("open"));
      assertEquals(browser.find("#meaning + details summary"), browser.focused());
      assertEquals(before, place(browser), 1, "a browser scrolls by whole pixels");
    }
    assertTrue(browser.text("#verdict").startsWith("Orange beats Blue"), browser.text("#verdict"));
    assertEquals("DECIDED", browser.find("section.verdict").getDomAttribute("data-state"));
    assertEquals(5, browser.texts(".chart").size()); // rates, three differences, and sizes
    assertEquals("page", browser.run("return window.same"));
    browser.run(
        "document.querySelector('.strip:last-of-type').dispatchEvent("
            + "new PointerEvent('pointerdown', { pointerType: 'touch', bubbles: true }))");
    assertTrue(browser.text(".tip").contains("Orange"), "a tap tells the values");
    assertEquals(List.of(), browser.console());
  }

  /** Where on the screen the reader has what they opened, in pixels from its top. */
  private static double place(Browser browser) {
    return ((Number)
            browser.run(
                "return document.querySelector('#meaning + details').getBoundingClientRect().top"))
        .doubleValue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageThatIsHiddenOrPausedSendsNoRequest(boolean hidden, Browser browser) {
    browser.open(app, "/results");
    browser.await("a refresh", page -> requests(page) > 0);
    if (!hidden) {
      browser.find("#paused").click();
    }
    browser.run(
        """
        window.looked = 0;
        const hidden = arguments[0];
        Object.defineProperty(document, "hidden", { get: () => ++looked > 0 && hidden });
        """,
        hidden);
    browser.await("the page notices", page -> (long) page.run("return looked") > 0);
    long requests = requests(browser);
    app.get("/?random=ada");
    browser.await("it looks again", page -> (long) page.run("return looked") > 1);
    assertEquals(requests, requests(browser));
    assertEquals("0", browser.text("#visitors"));
  }

  private static long requests(Browser browser) {
    return (long)
        browser.run(
            "return performance.getEntriesByType('resource')"
                + ".filter((entry) => entry.initiatorType === 'fetch').length");
  }

  @Test
  void anOutageIsToldAndEnds(Browser browser) throws StartException {
    app.get("/?random=ada");
    browser.open(app, "/results");
    app.get("/?random=bob");
    awaitVisitors(browser, 2);
    assertEquals("", browser.text("#refreshing"));
    String port = Integer.toString(app.uri().getPort());
    app.close();
    await(
        browser, "#refreshing", "The program does not answer; these are the last figures it gave.");
    assertEquals("2", browser.text("#visitors"));

    Settings same = Settings.from(Map.of("PORT", port, "DATA_DIR", folder.toString()));
    try (App again = App.start(same)) {
      assertNotNull(again);
      await(browser, "#refreshing", "");
    }
  }
}
