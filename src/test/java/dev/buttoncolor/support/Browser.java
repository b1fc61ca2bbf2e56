package dev.buttoncolor.support;

import dev.buttoncolor.files.SmallFile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** A real browser without a window, with the steps of a person who reads and uses its page. */
public final class Browser implements AutoCloseable {

  /** A page that refreshes itself now and then does so twenty times as often. */
  private static final String HURRY =
      "const often = setInterval; window.setInterval = (task, ms) => often(task, ms / 20);";

  /** Every rule that axe-core has switched on. */
  private static final String FIND_VIOLATIONS =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ["violations"] }).then(
        ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`))),
        (error) => done(["axe did not run: " + error]));
      """;

  /** Kept here: a logger without a reference is collected, and its level with it. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium.devtools");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it with a profile of its own, which goes when it does. */
  static Browser start() {
    SELENIUM.setLevel(Level.SEVERE); // it warns that it lacks a part that is not used here
    ChromeOptions options = new ChromeOptions();
    options.setBinary(InstalledBrowser.CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // which root cannot have; the pages are ours
        "--disable-dev-shm-usage", // which is small in a container
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(InstalledBrowser.DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", HURRY));
    return browser;
  }

  /** Back to an empty page, and to how it was installed. */
  void reset() {
    allowScripts(true);
    bypassPolicies(false);
    command("Emulation.clearDeviceMetricsOverride", Map.of());
    prefer("");
    driver.get("about:blank");
    console();
  }

  /** Lets scripts of the test's own into the pages that come, whatever these allow. */
  public void bypassPolicies(boolean bypassed) {
    command("Page.setBypassCSP", Map.of("enabled", bypassed));
  }

  /** What the reader prefers: {@code light}, {@code dark} or nothing. */
  public void prefer(String scheme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  public void resize(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  public void allowScripts(boolean allowed) {
    command("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
  }

  private Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  public void open(RunningApp app, String path) {
    driver.get(app.uri().resolve(path).toString());
  }

  public URI address() {
    return URI.create(driver.getCurrentUrl());
  }

  public WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  public String text(String css) {
    return find(css).getText();
  }

  public List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  public boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  /** Follows a link or presses a button, and waits for the page that it leads to. */
  public void follow(String css) {
    WebElement html = find("html");
    find(css).click();
    awaitPageAfter(html);
  }

  /** Waits until the page that this root belongs to is gone and the next one is here, all of it. */
  public void awaitPageAfter(WebElement html) {
    await("the next page", page -> !page.find("html").equals(html) && page.isComplete());
  }

  private boolean isComplete() {
    return run("return document.readyState").equals("complete");
  }

  public void press(CharSequence key) {
    new Actions(driver).sendKeys(key).perform();
  }

  public WebElement focused() {
    return driver.switchTo().activeElement();
  }

  public void await(String what, Function<Browser, Boolean> condition) {
    Polling.until(() -> holds(condition), () -> address() + ", without " + what);
  }

  private boolean holds(Function<Browser, Boolean> condition) {
    try {
      return condition.apply(this);
    } catch (StaleElementReferenceException | NoSuchElementException e) {
      // The page changed under the question, or the one is gone and the next one has no root yet.
      return false;
    }
  }

  /** Runs a script as the page's reader might from the console; no policy of the page stops it. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** All that keeps people out of the page: the rule, the place and what to do. */
  public List<?> accessibilityViolations() {
    if ((boolean) run("return !window.axe")) {
      run(SmallFile.beside(Browser.class, "/axe.min.js"));
    }
    return (List<?>) driver.executeAsyncScript(FIND_VIOLATIONS);
  }

  /** All that the browser complained of since it was last asked. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
