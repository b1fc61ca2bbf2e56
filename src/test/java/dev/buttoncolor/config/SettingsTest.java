package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.statsig.StatsigAccess;
import dev.buttoncolor.support.Specs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

  private static final String LIVE_KEY = "secret-of-this-test";
  private static final String DATABASE = "postgresql://ada:hidden@db.example:5432/experiments";

  @TempDir private Path folder;

  @Test
  void everySettingIsTaken() throws Exception {
    Path specs = Files.writeString(folder.resolve("specs.json"), Specs.standard());
    Settings settings =
        with(
            Map.ofEntries(
                Map.entry("HOST", "::1"),
                Map.entry("PORT", "0"),
                Map.entry("ADMIN_PORT", "65535"),
                Map.entry("RESULTS_ON", "ADMIN_PORT"),
                Map.entry("DRAIN_SECONDS", "30"),
                Map.entry("SPECS_FILE", specs.toString()),
                Map.entry("EXPERIMENT_NAME", "an experiment"),
                Map.entry("COLOR_PARAMETER", "color"),
                Map.entry("PARAGRAPH_PARAMETER", "paragraph"),
                Map.entry("SIGNUP_EVENT", "joined"),
                Map.entry("CONTROL_GROUP", "Red"),
                Map.entry("PLANNED_VISITORS", "100"),
                Map.entry("VISITOR_ID_KEY", "0123456789abcdef"),
                Map.entry("TRUSTED_PROXIES", " 10.0.0.0/8 , 2001:db8::/32,192.0.2.1 "),
                Map.entry("OUTBOX_MAX_MB", "1")));

    assertEquals("0:0:0:0:0:0:0:1", settings.listen().host().getHostAddress());
    assertTrue(settings.listen().resultsOnAdminPort());
    assertEquals(Duration.ofSeconds(30), settings.listen().drain());
    assertEquals(0, settings.listen().port());
    assertEquals(Optional.of(65_535), settings.listen().adminPort());
    assertEquals(folder.toRealPath(), settings.dataDir());
    assertEquals(Optional.of(specs), settings.specsFile());
    assertEquals(
        new ExperimentNames("an experiment", "color", "paragraph", "joined"), settings.names());
    assertEquals(Optional.of("Red"), settings.controlGroup());
    assertEquals(Optional.of(100L), settings.plannedVisitors());
    assertEquals(Optional.of("0123456789abcdef"), settings.visitorIdKey());
    assertEquals(List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.1"), settings.trustedProxies());
    assertEquals(1024 * 1024, settings.outboxMaxBytes());
  }

  @Test
  void aKeyMakesItLive() {
    assertEquals(
        Optional.of(
            new StatsigAccess(
                LIVE_KEY,
                Optional.of(URI.create("http://127.0.0.1:9/v1")),
                Optional.of("staging"))),
        with(Map.of(
                "STATSIG_API_KEY", LIVE_KEY,
                "STATSIG_API_URL", "http://127.0.0.1:9/v1",
                "STATSIG_ENVIRONMENT", "staging"))
            .statsig());
  }

  @ParameterizedTest
  @MethodSource("dev.buttoncolor.config.Setting#all")
  void emptyIsAsGoodAsUnset(Setting<?> setting) throws Exception {
    if (setting != Setting.DATA_DIR) { // the default would be a folder in the working folder
      assertEquals(with(Map.of()), with(Map.of(setting.toString(), "  ")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOST | [::1 |",
        "PORT | eighty |",
        "PORT | -1 |",
        "PORT | 65536 |",
        "PORT | 80.5 |",
        "PORT | 99999999999999999999 |",
        "ADMIN_PORT | 65536 |",
        "ADMIN_PORT | none |",
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
        "PLANNED_VISITORS | many |",
        "TRUSTED_PROXIES | localhost |",
        "TRUSTED_PROXIES | 10.0.0.0/8;192.0.2.1 |",
        "TRUSTED_PROXIES | 10.0.0.0/99 |",
        "TRUSTED_PROXIES | 10.0.0.0/8, |",
        "OUTBOX_MAX_MB | 0 |",
        "OUTBOX_MAX_MB | 100001 |",
        "LOG_LEVEL | loud |",
        "LOG_FORMAT | xml |",
        "ACCESS_LOG | yes |",
        "STATSIG_API_KEY | client-0123456789 | a secret of 17 characters",
        "STATSIG_API_KEY | secret-… | a secret of 8 characters",
        "STATSIG_API_KEY | secret- | a secret of 7 characters",
        "VISITOR_ID_KEY | fifteen letters | a secret of 15 characters",
        "STATSIG_API_URL | ftp://example.org/v1 |",
        "STATSIG_API_URL | https://example.org/v1/ |",
        "STATSIG_API_URL | https://example.org/v1?a=/v1 |",
        "STATSIG_API_URL | https:///v1 |",
        "STATSIG_API_URL | https://example.org:99999/v1 |",
        "STATSIG_API_URL | https://example.org:0/v1 |",
        "STATSIG_API_URL | /v1 |",
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
        assertThrows(InvalidSettingException.class, () -> refusing.in(Map.of(setting, value)))
            .getMessage());
  }

  @Test
  void namesAreAtMost128CharactersOfUnicode() {
    String name = "\ud83d\ude80".repeat(128);
    assertEquals(Optional.of(name), with(Map.of("CONTROL_GROUP", name)).controlGroup());
    String refusal = refusalOf(Map.of("CONTROL_GROUP", name + "n"));
    assertTrue(refusal.contains("1 to 128 characters"), refusal);
  }

  @ParameterizedTest
  @CsvSource({"STATSIG_API_URL, http://127.0.0.1:9/v1", "STATSIG_ENVIRONMENT, staging"})
  void settingOfTheLiveModeNeedsItsKey(String setting, String value) {
    String refusal = refusalOf(Map.of(setting, value));

    assertTrue(refusal.startsWith(setting), refusal);
    assertTrue(refusal.contains("STATSIG_API_KEY"), refusal);
  }

  @Test
  void specsComeFromOnePlace() {
    String refusal = refusalOf(Map.of("SPECS_FILE", "pom.xml", "STATSIG_API_KEY", LIVE_KEY));

    assertTrue(refusal.contains("SPECS_FILE and STATSIG_API_KEY"), refusal);
    assertFalse(refusal.contains(LIVE_KEY), refusal);
  }

  @Test
  void sharedDatabaseNeedsASharedVisitorKey() {
    String refusal = refusalOf(Map.of("DATABASE_URL", DATABASE));

    assertTrue(refusal.contains("openssl rand -hex 32"), refusal);
    assertFalse(refusal.contains("hidden"), refusal);
    assertEquals(
        Optional.of(DatabaseUrl.parse(DATABASE)),
        with(Map.of("DATABASE_URL", DATABASE, "VISITOR_ID_KEY", "0123456789abcdef")).database());
  }

  @Test
  void settingsDoNotTellTheirSecrets() {
    String shown =
        with(Map.of(
                "STATSIG_API_KEY",
                LIVE_KEY,
                "VISITOR_ID_KEY",
                "another secret thing",
                "DATABASE_URL",
                DATABASE))
            .toString();

    assertFalse(shown.contains(LIVE_KEY), shown);
    assertFalse(shown.contains("another secret thing"), shown);
    assertFalse(shown.contains("hidden"), shown);
  }

  private Settings with(Map<String, String> values) {
    Map<String, String> environment = new HashMap<>(values);
    environment.putIfAbsent("DATA_DIR", folder.toString());
    return Settings.from(environment);
  }

  private String refusalOf(Map<String, String> values) {
    return assertThrows(InvalidSettingException.class, () -> with(values)).getMessage();
  }

  @Test
  void resultsNeedTheAdminPortThatTheyAreToBeServedOn() {
    InvalidSettingException refusal =
        assertThrows(
            InvalidSettingException.class, () -> Settings.from(Map.of("RESULTS_ON", "ADMIN_PORT")));

    assertTrue(refusal.getMessage().startsWith("RESULTS_ON is ADMIN_PORT"), refusal.getMessage());
  }
}
