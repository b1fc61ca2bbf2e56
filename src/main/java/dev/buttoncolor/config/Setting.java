package dev.buttoncolor.config;

import java.util.regex.Pattern;

/**
 * Everything that can be set, by its name in the environment and in {@code .env}: its default value
 * and what it may be.
 */
public enum Setting {
  HOST("127.0.0.1", "an address of this machine, or 0.0.0.0 for all of them"),
  PORT("8080", "a port from 0 to 65535; 0 takes a free one"),
  ADMIN_PORT("", "a port from 0 to 65535 for /health, /ready and /metrics, apart from PORT"),
  RESULTS_ON("PORT", "PORT or ADMIN_PORT, whichever is to serve /results"),
  DRAIN_SECONDS("0", "a whole number from 0 to 3600"),
  DATA_DIR("./data", "a folder that this program may write to"),
  DATABASE_URL(
      "",
      "written as postgresql://USER:PASSWORD@HOST:5432/NAME?sslmode=require, with % and two"
          + " hexadecimal digits for each of : / ? # [ ] @ % in the user or the password",
      true),
  STATSIG_API_KEY(
      "", "a Statsig server secret key: secret- and the rest of it, visible ASCII only", true),
  STATSIG_API_URL("", "an http or https URL without a user that ends in /v1"),
  STATSIG_ENVIRONMENT("", "1 to 64 letters, digits, _ or -, such as staging"),
  SPECS_FILE("", "a file that can be read"),
  EXPERIMENT_NAME("button_color_v3", Allowed.NAME),
  COLOR_PARAMETER("Button Color", Allowed.NAME),
  PARAGRAPH_PARAMETER("Paragraph Text", Allowed.NAME),
  SIGNUP_EVENT("visited_signup", Allowed.NAME),
  CONTROL_GROUP("", "the name of one of the experiment's groups, " + Allowed.NAME),
  PLANNED_VISITORS("5000", "a whole number from 100 to 1000000000"),
  VISITOR_ID_KEY("", "a secret of at least 16 characters", true),
  TRUSTED_PROXIES("", "IP addresses or CIDR blocks such as 10.0.0.0/8, separated by commas"),
  OUTBOX_MAX_MB("256", "a whole number from 1 to 100000");

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
  private static final Pattern USER_INFO = Pattern.compile("//.*@");

  private final String defaultValue;
  private final String allowed;
  private final boolean secret;

  Setting(String defaultValue, String allowed) {
    this(defaultValue, allowed, false);
  }

  Setting(String defaultValue, String allowed, boolean secret) {
    this.defaultValue = defaultValue;
    this.allowed = allowed;
    this.secret = secret;
  }

  /** The value of a setting that is not set; empty where there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** The allowed values, as the end of a sentence. */
  String allowed() {
    return allowed;
  }

  /**
   * The value as a message may show it: on one line, and without a secret, be it the setting's own
   * or the user and password of a URL.
   */
  String shown(String value) {
    if (secret) {
      return "a secret of %d characters".formatted(value.length());
    }
    String masked = USER_INFO.matcher(value).replaceAll("//***@");
    return "\""
        + UNPRINTABLE
            .matcher(masked)
            .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)))
        + "\"";
  }

  private static final class Allowed {
    static final String NAME = "1 to 128 characters, none of them a control character";
  }
}
