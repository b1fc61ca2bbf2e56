package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  @Test
  void environmentWinsOverTheFileWhereItSetsSomething() {
    assertEquals(
        Map.of("PORT", "1", "HOST", "::1", "SIGNUP_EVENT", "joined"),
        Environment.merged(
            Map.of("PORT", "2", "HOST", "::1"),
            Map.of("PORT", "1", "HOST", " ", "SIGNUP_EVENT", "joined")));
  }

  @ParameterizedTest
  @CsvSource({
    "STATSIG_APIKEY, STATSIG_API_KEY",
    "STATSIG_API_KEYS, STATSIG_API_KEY",
    "statsig_api_key, STATSIG_API_KEY",
    "STATSIG-API-KEY, STATSIG_API_KEY",
    "STATISG_API_KEY, STATSIG_API_KEY",
    "STATSIG_API_URI, STATSIG_API_URL",
    "DATABASE_URI, DATABASE_URL",
    "TRUSTED_PROXY, TRUSTED_PROXIES",
    "SPEC_FILE, SPECS_FILE",
    "PORTS, PORT"
  })
  void misspelledNameIsFoundWithTheSettingThatWasMeant(String name, String setting) {
    assertEquals(Optional.of(setting), Environment.meant(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HOME", "HOSTNAME", "PATH", "PWD", "USER", "DATABASE_HOST", "JAVA_HOME", "_"})
  void namesOfOthersAreLeftAlone(String name) {
    assertEquals(Optional.empty(), Environment.meant(name));
  }

  @ParameterizedTest
  @MethodSource("dev.buttoncolor.config.Setting#all")
  void settingIsNoMisspellingOfAnother(Setting<?> setting) {
    assertEquals(Optional.empty(), Environment.meant(setting.toString()));
  }
}
