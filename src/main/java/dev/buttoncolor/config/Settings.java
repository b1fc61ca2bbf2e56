package dev.buttoncolor.config;

import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.web.landing.TrustedProxies;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the environment asks for, checked: every value here can be used as it is.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param adminPort where operators look, if that is apart from {@code port}
 * @param dataDir where the store and the visitor key live
 * @param statsig how to reach Statsig; empty for the embedded mode
 * @param specsFile the user's own spec document for the embedded mode
 * @param names what the experiment and its parts are called
 * @param controlGroup the group that the others are compared with; the spec's first where empty
 * @param plannedVisitors visitors of two groups together after which the test should be decided
 * @param visitorIdKey the secret under which addresses become visitor ids; made and kept where
 *     empty
 * @param trustedProxies addresses or CIDR blocks whose word on the client's address is taken
 * @param outboxMaxBytes how much may wait for Statsig
 */
public record Settings(
    InetAddress host,
    int port,
    Optional<Integer> adminPort,
    Path dataDir,
    Optional<StatsigSettings> statsig,
    Optional<Path> specsFile,
    ExperimentNames names,
    Optional<String> controlGroup,
    long plannedVisitors,
    Optional<String> visitorIdKey,
    List<String> trustedProxies,
    long outboxMaxBytes) {

  private static final Pattern SERVER_KEY = Pattern.compile("secret-\\S{1,200}");
  private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern VISITOR_KEY = Pattern.compile(".{16,}");

  /**
   * The live mode's settings.
   *
   * @param serverKey the server secret key
   * @param apiUrl one base for all calls instead of Statsig's own
   * @param environment the environment tier
   */
  public record StatsigSettings(
      String serverKey, Optional<URI> apiUrl, Optional<String> environment) {
    @Override
    public String toString() {
      return "StatsigSettings[apiUrl=%s, environment=%s]".formatted(apiUrl, environment);
    }
  }

  /** Without its secrets: it may end up in a log. */
  @Override
  public String toString() {
    return "Settings[host=%s, port=%d, dataDir=%s, statsig=%s]"
        .formatted(host, port, dataDir, statsig);
  }

  /**
   * The settings of this process: its environment, and for what that leaves open the file {@code
   * .env} in the working folder, if there is one.
   *
   * @throws InvalidSettingException where one cannot be used
   */
  public static Settings load() {
    Map<String, String> environment = new HashMap<>();
    try {
      Dotenv.configure()
          .ignoreIfMissing()
          .load()
          .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
          .forEach(entry -> environment.put(entry.getKey(), entry.getValue()));
    } catch (DotenvException e) {
      throw new InvalidSettingException("The file .env cannot be read: " + e.getMessage() + ".");
    }
    environment.putAll(System.getenv());
    return from(environment);
  }

  /**
   * The settings that the environment asks for.
   *
   * @throws InvalidSettingException where one cannot be used
   */
  public static Settings from(Map<String, String> environment) {
    SettingsReader reader = new SettingsReader(environment);
    Optional<StatsigSettings> statsig = statsig(reader);
    Optional<Path> specsFile = reader.optional(Setting.SPECS_FILE).map(Settings::specsFile);
    if (statsig.isPresent() && specsFile.isPresent()) {
      throw new InvalidSettingException(
          "SPECS_FILE and STATSIG_API_KEY are both set, but specs come from one place:"
              + " leave one of them empty.");
    }
    return new Settings(
        reader.optional(Setting.HOST).map(Settings::host).orElseThrow(),
        reader.port(Setting.PORT).orElseThrow(),
        reader.port(Setting.ADMIN_PORT),
        reader.optional(Setting.DATA_DIR).map(Settings::dataDir).orElseThrow(),
        statsig,
        specsFile,
        new ExperimentNames(
            name(reader, Setting.EXPERIMENT_NAME),
            name(reader, Setting.COLOR_PARAMETER),
            name(reader, Setting.PARAGRAPH_PARAMETER),
            name(reader, Setting.SIGNUP_EVENT)),
        reader.upTo(Setting.CONTROL_GROUP, 128),
        reader.wholeNumber(Setting.PLANNED_VISITORS, 100, 1_000_000_000).orElseThrow(),
        reader.matching(Setting.VISITOR_ID_KEY, VISITOR_KEY),
        reader.optional(Setting.TRUSTED_PROXIES).map(Settings::proxies).orElse(List.of()),
        reader.wholeNumber(Setting.OUTBOX_MAX_MB, 1, 100_000).orElseThrow() * 1024 * 1024);
  }

  private static String name(SettingsReader reader, Setting setting) {
    return reader.upTo(setting, 128).orElseThrow();
  }

  private static Optional<StatsigSettings> statsig(SettingsReader reader) {
    Optional<String> key = reader.matching(Setting.STATSIG_API_KEY, SERVER_KEY);
    Optional<URI> apiUrl = reader.apiUrl(Setting.STATSIG_API_URL);
    Optional<String> environment = reader.matching(Setting.STATSIG_ENVIRONMENT, ENVIRONMENT);
    if (key.isEmpty() && (apiUrl.isPresent() || environment.isPresent())) {
      throw new InvalidSettingException(
          "%s is set, but it means nothing without STATSIG_API_KEY: set that too, or neither."
              .formatted(
                  apiUrl.isPresent() ? Setting.STATSIG_API_URL : Setting.STATSIG_ENVIRONMENT));
    }
    return key.map(k -> new StatsigSettings(k, apiUrl, environment));
  }

  private static InetAddress host(String value) {
    try {
      return InetAddress.getByName(value);
    } catch (UnknownHostException e) {
      throw InvalidSettingException.of(Setting.HOST, value);
    }
  }

  private static List<String> proxies(String value) {
    List<String> blocks = List.of(value.split("\\s*,\\s*", -1));
    try {
      TrustedProxies.of(blocks); // only the set itself knows that 10.0.0.0/99 is none
      return blocks;
    } catch (IllegalArgumentException e) {
      throw InvalidSettingException.of(Setting.TRUSTED_PROXIES, value);
    }
  }

  private static Path dataDir(String value) {
    try {
      return Files.createDirectories(Path.of(value)).toRealPath();
    } catch (IOException | InvalidPathException e) {
      throw InvalidSettingException.of(Setting.DATA_DIR, value);
    }
  }

  private static Path specsFile(String value) {
    try {
      Path file = Path.of(value);
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // said below, like a file that is not there
    }
    throw InvalidSettingException.of(Setting.SPECS_FILE, value);
  }
}
