package dev.buttoncolor.config;

/**
 * Everything that can be set, by the name it has in the environment and in {@code .env}: what it is
 * where nobody sets it, and what it may be.
 */
public enum Setting {
  HOST("127.0.0.1", "an address of this machine, or 0.0.0.0 for all of them"),
  PORT("8080", "a port from 0 to 65535; 0 takes a free one"),
  ADMIN_PORT("", "a port from 0 to 65535 for /health, /ready and /metrics, apart from PORT"),
  DATA_DIR("./data", "a folder that this program may write to"),
  STATSIG_API_KEY("", "a Statsig server secret key, which starts with secret-", true),
  STATSIG_API_URL("", "an http or https URL that ends in /v1"),
  STATSIG_ENVIRONMENT("", "1 to 64 letters, digits, _ or -, such as staging"),
  SPECS_FILE("", "a file that can be read"),
  EXPERIMENT_NAME("button_color_v3", "1 to 128 characters"),
  COLOR_PARAMETER("Button Color", "1 to 128 characters"),
  PARAGRAPH_PARAMETER("Paragraph Text", "1 to 128 characters"),
  SIGNUP_EVENT("visited_signup", "1 to 128 characters"),
  CONTROL_GROUP("", "the name of one of the experiment's groups, at most 128 characters"),
  PLANNED_VISITORS("5000", "a whole number from 100 to 1000000000"),
  VISITOR_ID_KEY("", "a secret of at least 16 characters", true),
  TRUSTED_PROXIES("", "IP addresses or CIDR blocks such as 10.0.0.0/8, separated by commas"),
  OUTBOX_MAX_MB("256", "a whole number from 1 to 100000");

  private final String standard;
  private final String allowed;
  private final boolean secret;

  Setting(String standard, String allowed) {
    this(standard, allowed, false);
  }

  Setting(String standard, String allowed, boolean secret) {
    this.standard = standard;
    this.allowed = allowed;
    this.secret = secret;
  }

  /** The value where nobody sets one; empty where there is none. */
  public String standard() {
    return standard;
  }

  /** What it may be, in words that end a sentence. */
  String allowed() {
    return allowed;
  }

  /** The value as a message may show it. */
  String shown(String value) {
    return secret ? "a secret of %d characters".formatted(value.length()) : "\"" + value + "\"";
  }
}
