package dev.buttoncolor.config;

import static java.util.Comparator.comparingInt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the setting that a name in the environment, which is no setting, was probably meant for.
 */
final class Misspelling {

  /** So that one letter of a short name may differ, and HOME does not look like HOST. */
  private static final int LETTERS_PER_MISTAKE = 4;

  private static final int MAX_MISTAKES = 3;

  private Misspelling() {}

  /** The setting that a name is close to; empty if it is one, or close to none. */
  static Optional<Setting<?>> of(String name) {
    Setting<?> nearest =
        Setting.all().stream().min(comparingInt(s -> distance(name, s))).orElseThrow();
    int allowed =
        Math.min(MAX_MISTAKES, letters(nearest.toString()).length() / LETTERS_PER_MISTAKE);
    return nearest.toString().equals(name) || distance(name, nearest) > allowed
        ? Optional.empty()
        : Optional.of(nearest);
  }

  private static int distance(String name, Setting<?> setting) {
    return distance(letters(name), letters(setting.toString()));
  }

  /** Case and underscores are what is mistaken most, so they do not count. */
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
