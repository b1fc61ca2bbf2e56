package dev.buttoncolor.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a PostgreSQL database is and how to log in, from a URL in one of the forms in which it is
 * handed around: {@code postgresql://user:password@host:5432/name?sslmode=require}, the same with
 * {@code postgres://}, or {@code jdbc:postgresql://host:5432/name?user=...&password=...}. Its text
 * holds no secret.
 */
public final class DatabaseUrl {

  private static final Pattern URI_FORM =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
              + "(?<rest>[^@/?#]+/[^/?#]+)(?:\\?(?<query>[^#]*))?");

  /** Parameters that libpq spells in another way than the driver. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout");

  private final String url;
  private final Properties properties;

  private DatabaseUrl(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException where it is none of these forms; the message does not repeat
   *     it
   */
  public static DatabaseUrl parse(String text) {
    Properties given = new Properties();
    String url = text;
    if (!text.startsWith("jdbc:postgresql:")) {
      Matcher form = URI_FORM.matcher(text);
      if (!form.matches()) {
        throw unusable();
      }
      put(given, PGProperty.USER.getName(), form.group("user"));
      put(given, PGProperty.PASSWORD.getName(), form.group("password"));
      if (form.group("query") != null) {
        for (String parameter : form.group("query").split("&")) {
          String[] parts = parameter.split("=", 2);
          put(
              given,
              DRIVER_NAMES.getOrDefault(parts[0], parts[0]),
              parts.length < 2 ? "" : parts[1]);
        }
      }
      url = "jdbc:postgresql://" + form.group("rest");
    }
    Properties parsed = Driver.parseURL(url, given);
    if (parsed == null) {
      throw unusable();
    }
    return new DatabaseUrl(url.replaceFirst("\\?.*", ""), flat(parsed));
  }

  private static void put(Properties properties, String name, String encoded) {
    if (encoded != null) {
      try {
        properties.setProperty(
            name, URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw unusable();
      }
    }
  }

  private static Properties flat(Properties parsed) {
    Properties flat = new Properties();
    parsed.stringPropertyNames().forEach(name -> flat.setProperty(name, parsed.getProperty(name)));
    return flat;
  }

  private static IllegalArgumentException unusable() {
    return new IllegalArgumentException(
        "must be like postgresql://user:password@host:5432/name?sslmode=require, with special"
            + " characters in user and password percent-encoded, or like"
            + " jdbc:postgresql://host:5432/name?user=...&password=...");
  }

  /** The URL for the driver, without any parameter. */
  String jdbc() {
    return url;
  }

  /** What the driver is to know besides, secrets included; a copy. */
  Properties properties() {
    return flat(properties);
  }

  /** Host and name of the database. */
  @Override
  public String toString() {
    return "%s:%s/%s"
        .formatted(
            PGProperty.PG_HOST.getOrDefault(properties),
            PGProperty.PG_PORT.getOrDefault(properties),
            PGProperty.PG_DBNAME.getOrDefault(properties));
  }
}
