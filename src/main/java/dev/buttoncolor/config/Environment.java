package dev.buttoncolor.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment of this process, and {@code .env} for what it does not set. */
public final class Environment {
  private Environment() {}

  /**
   * The environment of this process over the file {@code .env} in the working folder, if there is
   * one.
   *
   * @throws InvalidSettingException if the file cannot be read
   */
  public static Map<String, String> load() {
    return merged(EnvFile.read(Path.of(".env")), System.getenv());
  }

  /** An empty variable counts as not set, so the value of the file holds. */
  static Map<String, String> merged(Map<String, String> file, Map<String, String> process) {
    Map<String, String> environment = new HashMap<>(file);
    process.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            environment.put(name, value);
          }
        });
    return environment;
  }
}
