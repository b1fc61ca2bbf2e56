package dev.buttoncolor.config;

import static java.util.stream.Collectors.joining;

import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.statsig.StatsigAccess;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.web.landing.TrustedProxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One setting, which reads itself. All of them are here; {@code .env.example} describes them in
 * this order, and {@code serve --help} and the README show what it says.
 */
public record Setting<T>(String name, String defaultValue, boolean secret, Parser<T> parser) {

  private static final List<Setting<?>> ALL = new ArrayList<>();

  static final Setting<InetAddress> HOST = setting("HOST", "127.0.0.1", InetAddress::getByName);
  public static final Setting<Integer> PORT = setting("PORT", "8080", Setting::port);
  public static final Setting<Integer> ADMIN_PORT = setting("ADMIN_PORT", "", Setting::port);
  static final Setting<String> RESULTS_ON =
      setting("RESULTS_ON", "PORT", matching("PORT|ADMIN_PORT"));
  static final Setting<Long> DRAIN_SECONDS = setting("DRAIN_SECONDS", "0", number(0, 3_600));
  static final Setting<Path> DATA_DIR = setting("DATA_DIR", "./data", DataDirectory::folder);
  static final Setting<Database> DATABASE_URL = secret("DATABASE_URL", DatabaseUrl::parse);
  static final Setting<String> STATSIG_API_KEY =
      secret("STATSIG_API_KEY", matching("secret-[\\x21-\\x7e]{1,200}"));
  static final Setting<URI> STATSIG_API_URL = setting("STATSIG_API_URL", "", StatsigAccess::apiUrl);
  static final Setting<String> STATSIG_ENVIRONMENT =
      setting("STATSIG_ENVIRONMENT", "", matching("[A-Za-z0-9_-]{1,64}"));
  static final Setting<Path> SPECS_FILE = setting("SPECS_FILE", "", Setting::readableFile);
  static final Setting<String> EXPERIMENT_NAME =
      setting("EXPERIMENT_NAME", "button_color_v3", Setting::name);
  static final Setting<String> COLOR_PARAMETER =
      setting("COLOR_PARAMETER", "Button Color", Setting::name);
  static final Setting<String> PARAGRAPH_PARAMETER =
      setting("PARAGRAPH_PARAMETER", "Paragraph Text", Setting::name);
  static final Setting<String> SIGNUP_EVENT =
      setting("SIGNUP_EVENT", "visited_signup", Setting::name);
  static final Setting<String> CONTROL_GROUP = setting("CONTROL_GROUP", "", Setting::name);
  static final Setting<Long> PLANNED_VISITORS =
      setting("PLANNED_VISITORS", "5000", number(100, 1_000_000_000));
  static final Setting<String> VISITOR_ID_KEY = secret("VISITOR_ID_KEY", matching(".{16,}"));
  static final Setting<TrustedProxies> TRUSTED_PROXIES =
      setting("TRUSTED_PROXIES", "", blocks -> TrustedProxies.of(blocks.split("\\s*,\\s*", -1)));
  static final Setting<Long> OUTBOX_MAX_MB = setting("OUTBOX_MAX_MB", "256", number(1, 100_000));

  static final Setting<String> LOG_LEVEL =
      setting("LOG_LEVEL", "info", matching("error|warn|info|debug|trace"));
  static final Setting<String> LOG_FORMAT = setting("LOG_FORMAT", "text", matching("text|json"));
  static final Setting<String> ACCESS_LOG = setting("ACCESS_LOG", "off", matching("on|off"));

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
  private static final Pattern USER_INFO = Pattern.compile("//.*@");

  /** Makes a value of a text that is not empty; throws if it is not allowed. */
  interface Parser<T> {
    T parse(String value) throws IOException;
  }

  private static <T> Setting<T> setting(String name, String defaultValue, Parser<T> parser) {
    return added(new Setting<>(name, defaultValue, false, parser));
  }

  private static <T> Setting<T> secret(String name, Parser<T> parser) {
    return added(new Setting<>(name, "", true, parser));
  }

  private static <T> Setting<T> added(Setting<T> setting) {
    ALL.add(setting);
    return setting;
  }

  static List<Setting<?>> all() {
    return List.copyOf(ALL);
  }

  /** The value that is set and not empty, or else the default value; empty if there is neither. */
  Optional<T> in(Map<String, String> environment) {
    String set = environment.getOrDefault(name, "").strip();
    String value = set.isEmpty() ? defaultValue : set;
    return value.isEmpty() ? Optional.empty() : Optional.of(parsed(value));
  }

  /** The same for a setting that has a default value. */
  T valueIn(Map<String, String> environment) {
    return in(environment).orElseThrow();
  }

  private T parsed(String value) {
    try {
      return parser.parse(value);
    } catch (IllegalArgumentException | IOException e) {
      throw refused(value);
    }
  }

  InvalidSettingException refused(String value) {
    return new InvalidSettingException(
        "%s is %s, which is not allowed: it is %s".formatted(name, shown(value), description()));
  }

  /** On one line, and without a secret: the setting's own, or the user and password of a URL. */
  private String shown(String value) {
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

  private static Parser<String> matching(String regex) {
    return value -> require(value, value.matches(regex));
  }

  private static Parser<Long> number(long min, long max) {
    return value -> {
      long number = Long.parseLong(value);
      return require(number, min <= number && number <= max);
    };
  }

  private static int port(String value) throws IOException {
    return number(0, 65_535).parse(value).intValue();
  }

  /** What every database can store, stays on its line in a log, and can be shown. */
  private static String name(String value) {
    boolean isShort = value.codePointCount(0, value.length()) <= 128;
    return require(value, isShort && !value.isBlank() && !UNPRINTABLE.matcher(value).find());
  }

  private static Path readableFile(String value) {
    Path file = Path.of(value);
    return require(file, Files.isRegularFile(file) && Files.isReadable(file));
  }

  private static <V> V require(V value, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException("not allowed");
    }
    return value;
  }

  /** Each setting with its default value, and below it what it is. */
  public static String help() {
    return ALL.stream()
        .map(s -> "%s=%s\n  %s\n".formatted(s, s.defaultValue, s.description()))
        .collect(joining("\n"));
  }

  /** What {@code .env.example} says of it, as the end of a sentence. */
  String description() {
    String text = SmallFile.beside(Setting.class, "/.env.example");
    Matcher paragraph = Pattern.compile("((# .*\\R)+)#" + name + "=").matcher(text);
    if (!paragraph.find()) {
      throw new IllegalStateException(".env.example does not describe " + name);
    }
    String description =
        paragraph.group(1).lines().map(line -> line.substring("# ".length())).collect(joining(" "));
    return description.substring(0, 1).toLowerCase(Locale.ROOT) + description.substring(1);
  }

  @Override
  public String toString() {
    return name;
  }
}
