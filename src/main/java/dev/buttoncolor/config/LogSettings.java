package dev.buttoncolor.config;

import java.util.Map;

/**
 * How the log is written.
 *
 * @param level the least that is worth a line
 * @param asJson whether each line is a JSON object
 * @param accesses whether each request of a visitor is a line
 */
public record LogSettings(String level, boolean asJson, boolean accesses) {

  /**
   * Reads these settings and no others.
   *
   * @throws InvalidSettingException if one cannot be used
   */
  public static LogSettings from(Map<String, String> environment) {
    return new LogSettings(
        Setting.LOG_LEVEL.valueIn(environment),
        Setting.LOG_FORMAT.valueIn(environment).equals("json"),
        Setting.ACCESS_LOG.valueIn(environment).equals("on"));
  }

  /** To be called before the first logger is made, which reads what is set here. */
  public void apply() {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    if (accesses) {
      System.setProperty("org.slf4j.simpleLogger.log.access", "info");
    }
    if (asJson) {
      System.setErr(new JsonLines(System.err));
    }
  }
}
