package dev.buttoncolor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code .env.example} tells is what the program does. */
class EnvExampleTest {

  @Test
  void listsEverySettingWithItsDefaultInOrder() throws IOException {
    assertEquals(
        Arrays.stream(Setting.values()).map(s -> "#" + s + "=" + s.defaultValue()).toList(),
        lines().stream().filter(EnvExampleTest::isSetting).toList());
  }

  @Test
  void explainsEverySetting() throws IOException {
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String above = i == 0 ? "" : lines.get(i - 1);
      assertTrue(!isSetting(lines.get(i)) || above.startsWith("# "), lines.get(i));
    }
  }

  @Test
  void changesNothingAsItIs() throws IOException {
    assertTrue(lines().stream().allMatch(line -> line.isEmpty() || line.startsWith("#")));
  }

  private static boolean isSetting(String line) {
    return line.matches("#[A-Z_]+=.*");
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of(".env.example"));
  }
}
