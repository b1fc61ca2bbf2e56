package dev.buttoncolor.config;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code .env.example}, which describes every setting: what it is and may be. */
public final class EnvExample {
  private EnvExample() {}

  /** Each setting with its default value, and below it what it is. */
  public static String help() {
    return Setting.all().stream()
        .map(s -> "%s=%s\n  %s\n".formatted(s, s.defaultValue(), description(s.toString())))
        .collect(joining("\n"));
  }

  private static String text() {
    try (InputStream file = EnvExample.class.getResourceAsStream("/.env.example")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The description of a setting as the end of a sentence. */
  static String description(String setting) {
    Matcher paragraph = Pattern.compile("((# .*\\R)+)#" + setting + "=").matcher(text());
    if (!paragraph.find()) {
      throw new IllegalArgumentException(".env.example does not describe " + setting);
    }
    String description = paragraph.group(1).replaceAll("\\R?# ", " ").strip();
    return description.substring(0, 1).toLowerCase(Locale.ROOT) + description.substring(1);
  }
}
