package dev.buttoncolor.support;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the {@link Browser} to the tests that ask for it: one for all of them, at an empty page and
 * as it was installed. If no browser is installed, those tests are skipped.
 */
public final class InstalledBrowser implements ExecutionCondition, ParameterResolver {

  /** Where Debian's packages chromium and chromium-driver put them. */
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final Namespace HERE = Namespace.create(InstalledBrowser.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    for (Path needed : new Path[] {CHROMIUM, DRIVER}) {
      if (!Files.isExecutable(needed)) {
        return ConditionEvaluationResult.disabled(
            "There is no " + needed + ": Debian's packages chromium and chromium-driver bring it.");
      }
    }
    return ConditionEvaluationResult.enabled("A browser is installed.");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Browser browser =
        context
            .getRoot()
            .getStore(HERE)
            .computeIfAbsent(Browser.class, key -> Browser.start(), Browser.class);
    browser.reset();
    return browser;
  }
}
