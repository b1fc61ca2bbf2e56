package dev.buttoncolor.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.support.Browser;
import dev.buttoncolor.support.InstalledBrowser;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Simulated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What holds for every page, light and dark, from a small phone to a projector: no accessibility
 * rule is broken, no resource is refused, no script fails, nothing has to be scrolled sideways.
 */
@ExtendWith(InstalledBrowser.class)
class PagesInBrowserTest {

  private static final List<Integer> WIDTHS = List.of(320, 1280, 1920);

  @TempDir private static Path folder;
  private static final Map<String, RunningApp> APPS = new HashMap<>();

  @BeforeAll
  static void start() throws StartException, IOException {
    for (String name : List.of("run", "empty", "alarm")) {
      APPS.put(name, RunningApp.in(folder.resolve(name)));
    }
    Simulated.visitors(APPS.get("run"), 700, 1, "Blue=0.2,Green=0.2,Red=0.2,Orange=0.8");
    Simulated.visitorsWithout(APPS.get("alarm"), "Orange", 120);
  }

  @AfterAll
  static void stop() {
    APPS.values().forEach(RunningApp::close);
  }

  /** The start of the heading tells that it is the page that was meant. */
  @ParameterizedTest
  @CsvSource({
    "landing, run, /?random=ada, From SQL to production in twelve weeks",
    "preview, run, /?variant=Orange, From SQL to production in twelve weeks",
    "thanks, run, /signup?random=ada, 'Thank you,'",
    "error, run, /?variant=Purple, Bad Request",
    "results-empty, empty, /results, No visitor has seen a button yet",
    "results-decided, run, /results, Orange beats Blue",
    "results-invalid, alarm, /results, Do not trust these results",
    "method, run, /results/method, How the results are computed",
  })
  void isAccessibleOnEveryScreen(
      String page, String app, String path, String heading, Browser browser) throws IOException {
    browser.open(APPS.get(app), path);
    assertTrue(browser.text("h1").startsWith(heading), browser.text("h1"));
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      for (int width : WIDTHS) {
        browser.resize(width, width * 9 / 16);
        String what = "%s-%s-%d".formatted(page, scheme, width);
        assertAll(
            what,
            () ->
                assertEquals(
                    (long) width, browser.run("return document.documentElement.scrollWidth")),
            () -> assertEquals(List.of(), browser.accessibilityViolations()));
      }
    }
    assertEquals(complaints(page, browser), browser.console());
  }

  /** The browser notes that a page came with an error's status; that is all it may note. */
  private static List<String> complaints(String page, Browser browser) {
    return page.equals("error")
        ? List.of(
            "SEVERE %s - Failed to load resource: the server responded with a status of 400 (Bad Request)"
                .formatted(browser.address()))
        : List.of();
  }
}
