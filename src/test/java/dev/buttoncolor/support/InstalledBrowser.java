package dev.buttoncolor.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Hands the {@link Browser} to the tests that ask for it: one for all of them, at an empty page and
 * as it was installed. If no browser is installed, those tests are skipped.
 */
public final class InstalledBrowser extends TypeBasedParameterResolver<Browser>
    implements ExecutionCondition {

  /** Where Debian's packages chromium and chromium-driver put them. */
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return List.of(CHROMIUM, DRIVER).stream().allMatch(Files::isExecutable)
        ? ConditionEvaluationResult.enabled("A browser is installed.")
        : ConditionEvaluationResult.disabled(
            "Debian's packages chromium and chromium-driver are not installed.");
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Browser browser =
        context
            .getRoot()
            .getStore(Namespace.create(InstalledBrowser.class))
            .computeIfAbsent(Browser.class, key -> Browser.start(), Browser.class);
    browser.reset();
    return browser;
  }
}
