package dev.buttoncolor.config;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code .env.example} and the README tell of the settings is what the program does. */
class EnvExampleTest {

  @Test
  void listsEverySettingWithItsDefaultInOrder() throws IOException {
    assertEquals(
        Setting.all().stream().map(s -> "#" + s + "=" + s.defaultValue()).toList(),
        lines().filter(EnvExampleTest::isSetting).toList());
  }

  @Test
  void changesNothingAsItIs() throws IOException {
    assertTrue(lines().allMatch(line -> line.isEmpty() || line.startsWith("#")));
  }

  @Test
  void readmeSaysTheSame() throws IOException {
    String rows =
        paragraphs().stream()
            .filter(paragraph -> isSetting(paragraph.get(paragraph.size() - 1)))
            .map(EnvExampleTest::row)
            .collect(joining());
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("|---|---|---|\n" + rows + "\n## How it is built"), rows);
  }

  private static String row(List<String> paragraph) {
    String[] setting = paragraph.get(paragraph.size() - 1).substring(1).split("=", 2);
    String description =
        paragraph.stream()
            .limit(paragraph.size() - 1)
            .map(line -> line.substring(2))
            .collect(joining(" "));
    String byDefault = setting[1].isEmpty() ? "" : "`" + setting[1] + "` ";
    return "| `%s` | %s| %s |\n".formatted(setting[0], byDefault, description);
  }

  private static boolean isSetting(String line) {
    return line.matches("#[A-Z_]+=.*");
  }

  private static List<List<String>> paragraphs() throws IOException {
    return Stream.of(Files.readString(Path.of(".env.example")).split("\n\n"))
        .map(paragraph -> paragraph.lines().toList())
        .toList();
  }

  private static Stream<String> lines() throws IOException {
    return Files.readAllLines(Path.of(".env.example")).stream();
  }
}
