package dev.buttoncolor.config;

import static java.util.Comparator.comparingInt;

import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.statsig.StatsigAccess;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.web.landing.TrustedProxies;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings, checked: every value can be used as it is.
 *
 * @param database the PostgreSQL database that instances share; empty for a store of their own
 * @param statsig empty for the embedded mode
 * @param specsFile the user's own spec document for the embedded mode
 * @param controlGroup the spec's first if empty
 * @param visitorIdKey made and kept if empty; always present with a {@code database}
 */
public record Settings(
    ListenSettings listen,
    Path dataDir,
    Optional<Database> database,
    Optional<StatsigAccess> statsig,
    Optional<Path> specsFile,
    ExperimentNames names,
    Optional<String> controlGroup,
    long plannedVisitors,
    Optional<String> visitorIdKey,
    TrustedProxies trustedProxies,
    long outboxMaxBytes) {

  private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

  /** The settings of this process. Names that look like a misspelled setting go to the log. */
  public static Settings load() {
    Map<String, String> environment = Environment.load();
    for (String name : new TreeSet<>(environment.keySet())) {
      meant(name)
          .ifPresent(meant -> LOG.warn("{} is set, but is no setting: was {} meant?", name, meant));
    }
    return from(environment);
  }

  /**
   * The setting that a name was probably meant for; empty if it is one, or close to none. Case and
   * underscores are what is mistaken most, so they do not count.
   */
  static Optional<String> meant(String name) {
    String letters = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    String nearest =
        Setting.all().stream()
            .map(Setting::toString)
            .min(comparingInt(setting -> distance(letters, letters(setting))))
            .orElseThrow();
    // One letter of a short name may differ, yet HOME does not look like HOST.
    int allowed = Math.min(3, letters(nearest).length() / 4);
    boolean isClose = distance(letters, letters(nearest)) <= allowed;
    return isClose && !nearest.equals(name) ? Optional.of(nearest) : Optional.empty();
  }

  private static String letters(String setting) {
    return setting.replace("_", "");
  }

  /** The Levenshtein distance: the letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  public static Settings from(Map<String, String> environment) {
    Settings settings =
        new Settings(
            ListenSettings.from(environment),
            Setting.DATA_DIR.valueIn(environment),
            Setting.DATABASE_URL.in(environment),
            Setting.STATSIG_API_KEY
                .in(environment)
                .map(
                    key ->
                        new StatsigAccess(
                            key,
                            Setting.STATSIG_API_URL.in(environment),
                            Setting.STATSIG_ENVIRONMENT.in(environment))),
            Setting.SPECS_FILE.in(environment),
            new ExperimentNames(
                Setting.EXPERIMENT_NAME.valueIn(environment),
                Setting.COLOR_PARAMETER.valueIn(environment),
                Setting.PARAGRAPH_PARAMETER.valueIn(environment),
                Setting.SIGNUP_EVENT.valueIn(environment)),
            Setting.CONTROL_GROUP.in(environment),
            Setting.PLANNED_VISITORS.valueIn(environment),
            Setting.VISITOR_ID_KEY.in(environment),
            Setting.TRUSTED_PROXIES.in(environment).orElse(TrustedProxies.of()),
            Setting.OUTBOX_MAX_MB.valueIn(environment) * 1024 * 1024);
    for (Setting<?> live : List.of(Setting.STATSIG_API_URL, Setting.STATSIG_ENVIRONMENT)) {
      refuseIf(
          settings.statsig.isEmpty() && live.in(environment).isPresent(),
          live
              + " is set, but it means nothing without STATSIG_API_KEY: set that too, or neither.");
    }
    refuseIf(
        settings.statsig.isPresent() && settings.specsFile.isPresent(),
        "SPECS_FILE and STATSIG_API_KEY are both set, but specs come from one place: leave one of"
            + " them empty.");
    refuseIf(
        settings.database.isPresent() && settings.visitorIdKey.isEmpty(),
        "DATABASE_URL is set, but VISITOR_ID_KEY is not: instances that share a database share the"
            + " key too, or one visitor would be several. Make one with \"openssl rand -hex 32\""
            + " and set it for every instance.");
    return settings;
  }

  private static void refuseIf(boolean clash, String why) {
    if (clash) {
      throw new InvalidSettingException(why);
    }
  }

  public Mode mode() {
    return statsig.isPresent() ? Mode.LIVE : Mode.EMBEDDED;
  }

  /** Without its secrets: it may end up in a log. */
  @Override
  public String toString() {
    return "Settings[listen=%s, dataDir=%s, database=%s, statsig=%s]"
        .formatted(listen, dataDir, database, statsig);
  }
}
