package dev.buttoncolor.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.Browser;
import dev.buttoncolor.support.InstalledBrowser;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Simulated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for every page, light and dark, from a small phone to a projector: no accessibility
 * rule is broken, no resource is refused, no script fails, nothing has to be scrolled sideways.
 * Leaves a picture of each in {@code target/screenshots}.
 */
@ExtendWith(InstalledBrowser.class)
class PagesInBrowserTest {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final List<Integer> WIDTHS = List.of(320, 1280, 1920);

  /** The start of the heading tells that it is the page that was meant. */
  enum Page {
    LANDING("/?random=ada", "From SQL to production in twelve weeks"),
    PREVIEW("/?variant=Orange", "From SQL to production in twelve weeks"),
    THANKS("/signup?random=ada", "Thank you,"),
    ERROR("/?variant=Purple", "Bad Request"),
    RESULTS_EMPTY("/results", "No visitor has seen a button yet"),
    RESULTS_DECIDED("/results", "Orange beats Blue"),
    RESULTS_INVALID("/results", "Do not trust these results"),
    METHOD("/results/method", "How the results are computed");

    private final String path;
    private final String heading;

    Page(String path, String heading) {
      this.path = path;
      this.heading = heading;
    }

    private RunningApp app() {
      return switch (this) {
        case RESULTS_EMPTY -> empty;
        case RESULTS_INVALID -> alarm;
        default -> run;
      };
    }
  }

  @TempDir private static Path folder;

  private static RunningApp run;
  private static RunningApp empty;
  private static RunningApp alarm;

  @BeforeAll
  static void start() throws StartException, IOException {
    run = RunningApp.in(folder.resolve("run"));
    empty = RunningApp.in(folder.resolve("empty"));
    alarm = RunningApp.in(folder.resolve("alarm"));
    Simulated.visitors(run, 700, 1, "Blue=0.2,Green=0.2,Red=0.2,Orange=0.8");
    Simulated.visitorsWithout(alarm, "Orange", 120);
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void stop() {
    run.close();
    empty.close();
    alarm.close();
  }

  @ParameterizedTest
  @EnumSource
  void isAccessibleOnEveryScreen(Page page, Browser browser) throws IOException {
    browser.open(page.app(), page.path);
    assertTrue(browser.text("h1").startsWith(page.heading), browser.text("h1"));
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      for (int width : WIDTHS) {
        browser.resize(width, width * 9 / 16);
        String what = "%s-%s-%d".formatted(page, scheme, width);
        Files.write(PICTURES.resolve(what + ".png"), browser.picture());
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
  private static List<String> complaints(Page page, Browser browser) {
    return page == Page.ERROR
        ? List.of(
            "SEVERE %s - Failed to load resource: the server responded with a status of 400 (Bad Request)"
                .formatted(browser.address()))
        : List.of();
  }
}
