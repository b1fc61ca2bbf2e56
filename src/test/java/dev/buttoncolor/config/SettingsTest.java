package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.statsig.StatsigAccess;
import dev.buttoncolor.store.database.PostgresDatabase;
import dev.buttoncolor.support.Specs;
import dev.buttoncolor.web.landing.TrustedProxies;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String LIVE_KEY = "secret-of-this-test";
  private static final String DATABASE = "postgresql://ada:hidden@db.example:5432/experiments";

  @TempDir private Path folder;

  @Test
  void everySettingIsTaken() throws Exception {
    Path specs = Files.writeString(folder.resolve("specs.json"), Specs.standard());
    Map<String, String> environment = new HashMap<>();
    """
    HOST=::1
    PORT=0
    ADMIN_PORT=65535
    RESULTS_ON=ADMIN_PORT
    DRAIN_SECONDS=30
    EXPERIMENT_NAME=an experiment
    COLOR_PARAMETER=color
    PARAGRAPH_PARAMETER=paragraph
    SIGNUP_EVENT=joined
    CONTROL_GROUP=Red
    PLANNED_VISITORS=100
    VISITOR_ID_KEY=0123456789abcdef
    TRUSTED_PROXIES= 10.0.0.0/8 , 2001:db8::/32,192.0.2.1
    OUTBOX_MAX_MB=1
    """
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(setting -> environment.put(setting[0], setting[1]));
    environment.put("SPECS_FILE", specs.toString());

    assertEquals(
        new Settings(
            new ListenSettings(
                InetAddress.getByName("::1"), 0, Optional.of(65_535), true, Duration.ofSeconds(30)),
            folder.toRealPath(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(specs),
            new ExperimentNames("an experiment", "color", "paragraph", "joined"),
            Optional.of("Red"),
            100,
            Optional.of("0123456789abcdef"),
            TrustedProxies.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.1"),
            1024 * 1024),
        with(environment));
  }

  @Test
  void aKeyMakesItLiveAndADatabaseShared() {
    Settings settings =
        with(
            Map.of(
                "STATSIG_API_KEY", LIVE_KEY,
                "STATSIG_API_URL", "http://127.0.0.1:9/v1",
                "STATSIG_ENVIRONMENT", "staging",
                "DATABASE_URL", DATABASE,
                "VISITOR_ID_KEY", "0123456789abcdef"));
    assertEquals(
        Optional.of(
            new StatsigAccess(
                LIVE_KEY,
                Optional.of(URI.create("http://127.0.0.1:9/v1")),
                Optional.of("staging"))),
        settings.statsig());
    assertEquals(Optional.of(DatabaseUrl.parse(DATABASE)), settings.database());
    assertFalse(
        settings.toString().matches(".*(" + LIVE_KEY + "|0123456789abcdef|hidden|ada).*"),
        settings::toString);
  }

  @ParameterizedTest
  @MethodSource("dev.buttoncolor.config.Setting#all")
  void emptyIsAsGoodAsUnset(Setting<?> setting) throws Exception {
    if (setting != Setting.DATA_DIR) { // the default would be a folder in the working folder
      assertEquals(with(Map.of()), with(Map.of(setting.toString(), "  ")));
    }
  }

  @Test
  void nameHasAtMost128CharactersOfAnyLanguage() {
    String longest = "🚀".repeat(128);
    assertEquals(longest, Setting.EXPERIMENT_NAME.in(Map.of("EXPERIMENT_NAME", longest)).get());
    refusal(Setting.EXPERIMENT_NAME, longest + "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOST | [::1 |",
        "PORT | eighty |",
        "PORT | 65536 |",
        "RESULTS_ON | 8080 |",
        "DRAIN_SECONDS | -1 |",
        "DATA_DIR | pom.xml/below |",
        "SPECS_FILE | no/such/file.json |",
        "SPECS_FILE | src |",
        "EXPERIMENT_NAME | 'a\nb' | \"a\\u000ab\"",
        "CONTROL_GROUP | 'a\u0007b' | \"a\\u0007b\"",
        "COLOR_PARAMETER | 'a\u2028b' | \"a\\u2028b\"",
        "SIGNUP_EVENT | 'a\ud800b' | \"a\\ud800b\"",
        "PLANNED_VISITORS | 99 |",
        "PLANNED_VISITORS | 1000000001 |",
        "TRUSTED_PROXIES | 10.0.0.0/99 |",
        "TRUSTED_PROXIES | 10.0.0.0/8, |",
        "OUTBOX_MAX_MB | 100001 |",
        "LOG_LEVEL | loud |",
        "LOG_FORMAT | xml |",
        "ACCESS_LOG | yes |",
        "STATSIG_API_KEY | client-0123456789 | a secret of 17 characters",
        "STATSIG_API_KEY | secret-… | a secret of 8 characters",
        "VISITOR_ID_KEY | fifteen letters | a secret of 15 characters",
        "STATSIG_API_URL | ftp://example.org/v1 |",
        "STATSIG_API_URL | https://example.org/v1/ |",
        "STATSIG_API_URL | https://example.org/v1?a=/v1 |",
        "STATSIG_API_URL | https://example.org:0/v1 |",
        "STATSIG_API_URL | https://exa mple/v1 |",
        "STATSIG_API_URL | https://ada:hid@den@host/v1 | \"https://***@host/v1\"",
        "STATSIG_ENVIRONMENT | two words |"
      })
  void badValueIsNamedShownUnlessItIsASecretAndCorrected(
      String setting, String value, String shown) {
    Setting<?> refusing =
        Setting.all().stream().filter(s -> s.toString().equals(setting)).findAny().orElseThrow();
    assertEquals(
        "%s is %s, which is not allowed: it is %s"
            .formatted(
                setting, shown == null ? "\"" + value + "\"" : shown, refusing.description()),
        refusal(refusing, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STATSIG_API_URL=http://127.0.0.1:9/v1 | STATSIG_API_URL is set, but it means nothing without"
            + " STATSIG_API_KEY",
        "STATSIG_ENVIRONMENT=staging | STATSIG_ENVIRONMENT is set, but it means nothing without",
        "SPECS_FILE=pom.xml STATSIG_API_KEY=secret-key | SPECS_FILE and STATSIG_API_KEY are both set",
        "DATABASE_URL=postgresql://a:b@c/d | DATABASE_URL is set, but VISITOR_ID_KEY is not",
        "RESULTS_ON=ADMIN_PORT | RESULTS_ON is ADMIN_PORT, but ADMIN_PORT is not set",
      })
  void settingsThatDoNotFitTogetherAreRefused(String settings, String sentence) {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings.split(" ")) {
      environment.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    String refusal =
        assertThrows(InvalidSettingException.class, () -> with(environment)).getMessage();
    assertTrue(refusal.startsWith(sentence), refusal);
  }

  private Settings with(Map<String, String> values) {
    Map<String, String> environment = new HashMap<>(values);
    environment.putIfAbsent("DATA_DIR", folder.toString());
    return Settings.from(environment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://ada:pw@db:5432/ab?sslmode=require | //db:5432/ab?sslmode=require | ada | pw",
        "postgres://ada:pw@db/ab | //db/ab | ada | pw",
        "jdbc:postgresql://db:5433/ab?user=ada&password=pw | //db:5433/ab | ada | pw",
        "jdbc:postgresql://ada@db/ab?password=pw&sslmode=disable | //db/ab?sslmode=disable | ada |"
            + " pw",
        "postgresql://a%40b:p%2F+%25@db/ab | //db/ab | a@b | p/+%",
        "postgresql://ada:@[::1]:5432/ab | //[::1]:5432/ab | ada | ''",
        "postgresql://ada:pw@db/ab?application_name=a+b | //db/ab?ApplicationName=a%2Bb | ada | pw",
        "postgresql://ada:pw@a:1,b:2/ab | //a:1,b:2/ab?targetServerType=primary | ada | pw",
        "postgresql://db/ab | //db/ab | |",
      })
  void everyFormOfADatabaseUrlIsUnderstood(String text, String jdbc, String user, String password) {
    PostgresDatabase url = DatabaseUrl.parse(text);

    assertEquals("jdbc:postgresql:" + jdbc, url.jdbcUrl());
    assertEquals(Optional.ofNullable(user), url.user());
    assertEquals(Optional.ofNullable(password), url.password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://ada:hidden@db/ab",
        "postgresql:///ab",
        "postgresql://ada:hidden@db",
        "postgresql://ada:hidden@db:0/ab",
        "postgresql://ada:hid/den@db/ab",
        "postgresql://ada:hid%zzden@db/ab",
        "postgresql://ada:hidden@db/a%zz",
        "postgresql://ada:hidden@db/ab/c",
        "postgresql://ada:hidden@db/ab?sslmode",
        "postgresql://ada:hidden@db/ab?sslmode=require&sslmode=disable",
        "postgresql://ada:hidden@db/ab?user=eve",
        "postgresql://ada:hidden@/var/run/ab"
      })
  void whatIsNoDatabaseUrlIsRefusedAndNotShown(String text) {
    assertEquals(
        "DATABASE_URL is a secret of %d characters, which is not allowed: it is %s"
            .formatted(text.length(), Setting.DATABASE_URL.description()),
        refusal(Setting.DATABASE_URL, text));
  }

  @ParameterizedTest
  @CsvSource({
    "sslmod=require, a parameter",
    "sslpassword=hidden, a parameter",
    "hidden, a parameter",
    "sslmode=hidden, an sslmode",
  })
  void parameterThatTheDriverWouldNotUnderstandIsRefused(String parameter, String what) {
    String refusal = refusal(Setting.DATABASE_URL, "postgresql://ada:hidden@db/ab?" + parameter);

    assertTrue(refusal.startsWith("DATABASE_URL has " + what + " that is none of "), refusal);
    assertTrue(refusal.matches(".*[, ](sslmode|verify-full)[,.].*"), refusal);
    assertFalse(refusal.contains("hidden"), refusal);
  }

  private static String refusal(Setting<?> setting, String value) {
    Map<String, String> environment = Map.of(setting.name(), value);
    return assertThrows(InvalidSettingException.class, () -> setting.in(environment)).getMessage();
  }
}
