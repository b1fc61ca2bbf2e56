package dev.buttoncolor.support;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.util.IO;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one app with default settings for all tests of a class, whose constructor takes it. */
public final class OneAppPerClass implements BeforeAllCallback, ParameterResolver {

  /** The app and its data, which JUnit closes at the end of the class. */
  private record Started(RunningApp app, Path folder) implements AutoCloseable {

    @Override
    public void close() {
      app.close();
      IO.delete(folder);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path folder = Files.createTempDirectory("app");
    store(context).put(Started.class, new Started(RunningApp.in(folder), folder));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningApp.class;
  }

  @Override
  public RunningApp resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return store(context).get(Started.class, Started.class).app();
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(OneAppPerClass.class));
  }
}
