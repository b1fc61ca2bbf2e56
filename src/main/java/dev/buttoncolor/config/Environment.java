package dev.buttoncolor.config;

import dev.buttoncolor.files.SmallFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment of this process, and the file {@code .env} for what it does not set.
 *
 * <p>The file holds secrets, and a secret that is misread is worse than none, so a line is taken as
 * it stands or refused; the message tells the line's number and nothing of what is in it. (The
 * library dotenv-java shows a line that it cannot read, drops values whose quote is never closed,
 * and ends a value at its first {@code #}.) {@code .env.example} says how a line is written. A
 * {@code #} after a space would be a comment to some programs and a part of the value to others, so
 * there it is allowed in quotes or after them.
 */
public final class Environment {

  private static final Pattern ENTRY =
      Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*)");
  private static final Pattern QUOTED =
      Pattern.compile("(?<quote>[\"'])(?<value>.*?)\\k<quote>(?<rest>.*)");
  private static final Pattern DOUBTFUL = Pattern.compile("(^|\\s)#");
  private static final String BYTE_ORDER_MARK = "^\uFEFF";

  private Environment() {}

  /** The file is the one in the working folder, if there is one. */
  public static Map<String, String> load() {
    return merged(read(Path.of(".env")), System.getenv());
  }

  /** An empty variable counts as not set, so the value of the file holds. */
  static Map<String, String> merged(Map<String, String> file, Map<String, String> process) {
    Map<String, String> environment = new HashMap<>(process);
    environment.values().removeIf(String::isBlank);
    file.forEach(environment::putIfAbsent);
    return environment;
  }

  static Map<String, String> read(Path file) {
    Map<String, String> entries = new HashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        take(lines.get(i).strip(), entries);
      } catch (IllegalArgumentException e) {
        throw new InvalidSettingException(
            "Line %d of %s %s.".formatted(i + 1, file, e.getMessage()));
      }
    }
    return entries;
  }

  private static List<String> lines(Path file) {
    try {
      return SmallFile.read(file, 1 << 20).replaceFirst(BYTE_ORDER_MARK, "").lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new InvalidSettingException(
          "The file %s cannot be read: %s.".formatted(file, e.getMessage()));
    }
  }

  private static void take(String line, Map<String, String> entries) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    Matcher entry = ENTRY.matcher(line);
    require(entry.matches(), "is not written as NAME=value");
    String value = entry.group("value");
    if (value.startsWith("\"") || value.startsWith("'")) {
      Matcher quoted = QUOTED.matcher(value);
      require(quoted.matches(), "has a quote that is never closed");
      require(quoted.group("rest").matches("(\\s+#.*)?"), "goes on behind the closing quote");
      value = quoted.group("value");
    } else {
      require(
          !DOUBTFUL.matcher(value).find(),
          "has a # behind a space: put the value in quotes, or the comment on a line of its own");
    }
    require(
        entries.put(entry.group("name"), value) == null,
        "sets a name that a line above it has set");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
