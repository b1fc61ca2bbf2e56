package dev.buttoncolor.config;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  @TempDir private Path folder;

  @Test
  void missingFileSetsNothing() {
    assertEquals(Map.of(), Environment.read(folder.resolve(".env")));
  }

  @Test
  void valuesAreTakenAsTheyStand() throws IOException {
    assertEquals(
        Map.of(
            "PLAIN", "a value",
            "HASH", "secret-a#b",
            "DOUBLE", " a # b's ",
            "SINGLE", "\"c\"",
            "COMMENTED", "d",
            "EMPTY", "",
            "DOLLAR", "$PLAIN\\n",
            "SPACED", "e=f",
            "WINDOWS", "g"),
        read(
            """
            \uFEFF# A comment.

              # Another.
            PLAIN=a value
            HASH=secret-a#b
            DOUBLE=" a # b's "
            SINGLE='"c"'
            COMMENTED="d" # a comment
            EMPTY=
            DOLLAR=$PLAIN\\n
              SPACED = e=f\t
            WINDOWS=g\r
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KEY: hidden       | is not written as NAME=value",
        "export KEY=hidden | is not written as NAME=value",
        "KEY=\"hidden      | has a quote that is never closed",
        "KEY=\"hidden\"ly  | goes on behind the closing quote",
        "A=hidden          | sets a name that a line above it has set",
        "KEY=hidden # or   | has a # behind a space: put the value in quotes, or the comment on a"
            + " line of its own",
        "KEY= # hidden     | has a # behind a space: put the value in quotes, or the comment on a"
            + " line of its own",
      })
  void lineThatCannotBeReadIsToldByItsNumberAndNeverByItsValue(String line, String why) {
    InvalidSettingException refusal =
        assertThrows(InvalidSettingException.class, () -> read("# A comment.\nA=1\n" + line));

    assertEquals("Line 3 of %s %s.".formatted(folder.resolve(".env"), why), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("hidden"), refusal.getMessage());
  }

  @Test
  void fileThatCannotBeReadIsRefusedWithoutWaitingAndWithoutReadingItAll() throws Exception {
    Path file = folder.resolve("file");
    Files.write(file, new byte[] {'A', '=', (byte) 0xff});
    assertRefused("The file %s cannot be read: it is not UTF-8 text.", file);
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(3L << 30); // a hole, which takes no room
    }
    assertRefused("The file %s cannot be read: %1$s has 3221225472 bytes, more than", file);
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertRefused("The file %s cannot be read: %1$s is not a regular file.", pipe);
    assertRefused("The file %s cannot be read: %1$s is not a regular file.", folder);
  }

  private static void assertRefused(String sentence, Path file) {
    String refusal =
        assertThrows(InvalidSettingException.class, () -> Environment.read(file)).getMessage();
    assertTrue(refusal.startsWith(sentence.formatted(file)), refusal);
  }

  private Map<String, String> read(String content) throws IOException {
    return Environment.read(Files.writeString(folder.resolve(".env"), content));
  }

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
    "statsig_api_key, STATSIG_API_KEY",
    "STATISG_API_KEY, STATSIG_API_KEY",
    "STATSIG_API_URI, STATSIG_API_URL",
    "TRUSTED_PROXY, TRUSTED_PROXIES",
    "PORTS, PORT"
  })
  void misspelledNameIsFoundWithTheSettingThatWasMeant(String name, String setting) {
    assertEquals(Optional.of(setting), Settings.meant(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HOME", "HOSTNAME", "PATH", "PWD", "USER", "DATABASE_HOST", "JAVA_HOME", "_"})
  void namesOfOthersAreLeftAlone(String name) {
    assertEquals(Optional.empty(), Settings.meant(name));
  }

  @ParameterizedTest
  @MethodSource("dev.buttoncolor.config.Setting#all")
  void settingIsNoMisspellingOfAnother(Setting<?> setting) {
    assertEquals(Optional.empty(), Settings.meant(setting.toString()));
  }

  @Test
  void exampleListsEverySettingWithItsDefaultInOrder() throws IOException {
    assertEquals(
        Setting.all().stream().map(s -> "#" + s + "=" + s.defaultValue()).toList(),
        exampleLines().filter(line -> line.matches("#[A-Z_]+=.*")).toList());
  }

  @Test
  void exampleChangesNothingAsItIs() throws IOException {
    assertTrue(exampleLines().allMatch(line -> line.isEmpty() || line.startsWith("#")));
  }

  @Test
  void readmeSaysTheSameAsTheExample() throws IOException {
    String rows = Setting.all().stream().map(EnvironmentTest::row).collect(joining());
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("|---|---|---|\n" + rows + "\n## How it is built"), rows);
  }

  private static String row(Setting<?> setting) {
    String byDefault = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "` ";
    String text = setting.description(); // begins with a small letter, as it ends a sentence
    return "| `%s` | %s| %S%s |\n".formatted(setting, byDefault, text.charAt(0), text.substring(1));
  }

  private static Stream<String> exampleLines() throws IOException {
    return Files.readAllLines(Path.of(".env.example")).stream();
  }
}
