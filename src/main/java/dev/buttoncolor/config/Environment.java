package dev.buttoncolor.config;

import static java.util.Comparator.comparingInt;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The environment of this process, and {@code .env} for what it does not set. */
public final class Environment {

  /** So that one letter of a short name may differ, and HOME does not look like HOST. */
  private static final int LETTERS_PER_MISTAKE = 4;

  private static final int MAX_MISTAKES = 3;

  private Environment() {}

  /**
   * The environment of this process over the file {@code .env} in the working folder, if there is
   * one.
   *
   * @throws InvalidSettingException if the file cannot be read
   */
  public static Map<String, String> load() {
    return merged(EnvFile.read(Path.of(".env")), System.getenv());
  }

  /** An empty variable counts as not set, so the value of the file holds. */
  static Map<String, String> merged(Map<String, String> file, Map<String, String> process) {
    Map<String, String> environment = new HashMap<>(process);
    environment.values().removeIf(String::isBlank);
    file.forEach(environment::putIfAbsent);
    return environment;
  }

  /**
   * The setting that a name was probably meant for; empty if it is one, or close to none. Case and
   * underscores are what is mistaken most, so they do not count.
   */
  static Optional<String> meant(String name) {
    String nearest =
        Setting.all().stream()
            .map(Setting::toString)
            .min(comparingInt(setting -> distance(letters(name), letters(setting))))
            .orElseThrow();
    int allowed = Math.min(MAX_MISTAKES, letters(nearest).length() / LETTERS_PER_MISTAKE);
    boolean isClose = distance(letters(name), letters(nearest)) <= allowed;
    return isClose && !nearest.equals(name) ? Optional.of(nearest) : Optional.empty();
  }

  private static String letters(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
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
}
