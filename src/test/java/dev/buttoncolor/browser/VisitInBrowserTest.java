package dev.buttoncolor.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.support.Browser;
import dev.buttoncolor.support.ChromiumColors;
import dev.buttoncolor.support.InstalledBrowser;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RunningApp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A visit as a person has it: in a browser, from the button to the results. */
@ExtendWith(InstalledBrowser.class)
class VisitInBrowserTest {

  private static final String PAINT =
      """
      const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      return arguments[0].map(css => {
        if (!CSS.supports('color', css)) return '-';
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = css;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
        const hex = channel => channel.toString(16).padStart(2, '0');
        return alpha == 255 ? '#' + hex(red) + hex(green) + hex(blue) : '-';
      });
      """;

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

  @Test
  void aSignupByKeyboardIsThankedAndIsInTheResults(Browser browser) {
    browser.open(app, "/");
    String visitor = browser.text("#visitor");
    String group = browser.text("#group");
    assertEquals("This visit counts.", browser.text("#counted"));

    browser.press(Keys.TAB);
    WebElement focused = browser.focused();
    assertEquals("signup", focused.getDomAttribute("id"));
    assertNotEquals("none", focused.getCssValue("outline-style"));
    WebElement html = browser.find("html");
    browser.press(Keys.ENTER);
    browser.awaitPageAfter(html);
    assertEquals("/signup", browser.address().getPath());
    assertEquals("Thank you,\nyou are on the list", browser.text("h1"));
    assertEquals(visitor, browser.text("#visitor"));
    assertEquals("Your signup counts for the button that you saw.", browser.text(".lead"));

    browser.follow("footer a[href='/results']");
    assertEquals("1", browser.text("#visitors"));
    assertEquals("1", browser.text("#signups"));
    assertTrue(
        row(browser, group).matches("(?s)\\w+ (control )?1\\s(of )?1\\s100\\.0%.*"),
        row(browser, group));
    assertEquals(1, app.exposures());
    assertTrue(app.converted(visitor));
    assertEquals(List.of(), browser.console());
  }

  /** The row of a group in the table of the results. */
  private static String row(Browser browser, String group) {
    String css = "#figures tbody tr";
    return browser.texts(css).stream().filter(row -> row.startsWith(group)).findAny().orElseThrow();
  }

  @Test
  void theButtonWearsTheColorOfTheGroup(Browser browser) {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; seen.size() < 4; i++) {
      String path = "/?random=visitor-" + i;
      if (seen.add(app.text(path, "group"))) {
        browser.open(app, path);
        // The built-in groups are called what CSS calls their colors.
        assertEquals(
            ButtonColor.parse(browser.text("#group")),
            ButtonColor.parse(browser.find("#signup").getCssValue("background-color")));
        assertEquals("Data Engineering Boot Camp", browser.text("#paragraph"));
      }
    }
    assertEquals(Set.of("Blue", "Green", "Orange", "Red"), seen);
  }

  @Test
  void everythingIsThereWithoutScripts(Browser browser) {
    browser.allowScripts(false);
    browser.open(app, "/");
    browser.follow("#signup");
    browser.follow("footer a[href='/results']");
    assertEquals("1", browser.text("#signups"));
    assertFalse(browser.find("#paused").isDisplayed());
    browser.find("#meaning ~ details summary").click();
    assertTrue(browser.find("#meaning ~ details p").isDisplayed());
  }

  /** Chromium drops what was refused, and asks again once its reader comes. */
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

  /** The colors that the parser is held to are those of a browser. */
  @Test
  void browserOfTodayPaintsWhatTheFileSays(Browser browser) {
    Map<String, String> expected = ChromiumColors.read();
    List<String> texts = List.copyOf(expected.keySet());
    List<?> painted = (List<?>) browser.run(PAINT, texts);
    Map<String, Object> different = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (!ChromiumColors.areClose(expected.get(text), (String) painted.get(i))) {
        different.put(text, painted.get(i));
      }
    }
    assertEquals(Map.of(), different);
  }
}
