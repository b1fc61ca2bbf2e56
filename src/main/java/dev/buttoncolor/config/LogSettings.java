package dev.buttoncolor.config;

import java.util.Map;

/** How the log is written. */
public final class LogSettings {
  private LogSettings() {}

  /**
   * Reads these settings and no others. To be called before the first logger is made, which reads
   * what is set here.
   *
   * @throws InvalidSettingException if one cannot be used
   */
  public static void apply(Map<String, String> environment) {
    String level = Setting.LOG_LEVEL.valueIn(environment);
    boolean asJson = Setting.LOG_FORMAT.valueIn(environment).equals("json");
    boolean accesses = Setting.ACCESS_LOG.valueIn(environment).equals("on");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    if (accesses) {
      System.setProperty("org.slf4j.simpleLogger.log.access", "info");
    }
    if (asJson) {
      System.setErr(new JsonLines(System.err));
    }
  }
}
