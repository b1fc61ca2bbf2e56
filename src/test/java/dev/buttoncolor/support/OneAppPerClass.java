package dev.buttoncolor.support;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.util.IO;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Starts one app with default settings for all tests of a class, whose constructor takes it. */
public final class OneAppPerClass extends TypeBasedParameterResolver<RunningApp>
    implements BeforeAllCallback {

  private static final Namespace HERE = Namespace.create(OneAppPerClass.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path folder = Files.createTempDirectory("app");
    // JUnit closes both at the end of the class, the later one first.
    context.getStore(HERE).put(Path.class, (AutoCloseable) () -> IO.delete(folder));
    context.getStore(HERE).put(RunningApp.class, RunningApp.in(folder));
  }

  @Override
  public RunningApp resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getStore(HERE).get(RunningApp.class, RunningApp.class);
  }
}
