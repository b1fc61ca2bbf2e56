package dev.buttoncolor.config;

import dev.buttoncolor.store.database.PostgresDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the URL of a PostgreSQL database, as libpq or JDBC write it. */
final class DatabaseUrl {

  private static final String HOST = "([\\w.-]+|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?";
  private static final Pattern URL =
      Pattern.compile(
          "(jdbc:postgresql|postgres|postgresql)://"
              + "((?<user>[^:/?#@\\s]+)(:(?<password>[^:/?#@\\s]*))?@)?"
              + "(?<hosts>%s(,%s)*)/(?<name>[^/?#@\\s]+)(\\?(?<parameters>[^#\\s]*))?"
                  .formatted(HOST, HOST));
  private static final Pattern PORT = Pattern.compile("(?<=[\\w.\\]-]:)\\d+(?=,|$)");

  private static final String USER = "user";
  private static final String PASSWORD = "password";

  /**
   * The parameters that may follow the {@code ?}, as libpq or JDBC write them, with JDBC's name.
   * The driver would ignore a name that it does not know, such as {@code sslmod}.
   */
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry(USER, USER),
          Map.entry(PASSWORD, PASSWORD),
          Map.entry("sslmode", "sslmode"),
          Map.entry("sslrootcert", "sslrootcert"),
          Map.entry("sslcert", "sslcert"),
          Map.entry("sslkey", "sslkey"),
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("channelBinding", "channelBinding"),
          Map.entry("application_name", "ApplicationName"),
          Map.entry("ApplicationName", "ApplicationName"),
          Map.entry("currentSchema", "currentSchema"),
          Map.entry("prepareThreshold", "prepareThreshold"),
          Map.entry("options", "options"));

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private DatabaseUrl() {}

  /**
   * Reads {@code postgresql://user:password@host:5432/name?sslmode=require}, the same with {@code
   * postgres:}, or {@code jdbc:postgresql:} with the user and the password in either place. Several
   * hosts are separated by commas: the one that takes writes is used.
   *
   * @throws IllegalArgumentException if it is written in another way
   * @throws InvalidSettingException if a parameter is not one of those known
   */
  static PostgresDatabase parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()
        || !PORT.matcher(url.group("hosts")).results().allMatch(p -> isPort(p.group()))) {
      throw new IllegalArgumentException("not the URL of a PostgreSQL database");
    }
    Map<String, String> parameters = parameters(url.group("parameters"));
    Optional<String> user = decoded(url.group("user")).or(() -> decoded(parameters.remove(USER)));
    Optional<String> password =
        decoded(url.group("password")).or(() -> decoded(parameters.remove(PASSWORD)));
    if (parameters.containsKey(USER) || parameters.containsKey(PASSWORD)) {
      throw new IllegalArgumentException("the user or the password is there twice");
    }
    decoded(url.group("name"));
    parameters.values().forEach(DatabaseUrl::decoded);
    if (url.group("hosts").contains(",")) {
      parameters.put("targetServerType", "primary");
    }
    String query =
        parameters.entrySet().stream().map(Object::toString).collect(Collectors.joining("&"));
    return new PostgresDatabase(
        "jdbc:postgresql://%s/%s%s"
            .formatted(
                url.group("hosts"),
                literalPlus(url.group("name")),
                query.isEmpty() ? "" : "?" + query),
        user,
        password);
  }

  private static boolean isPort(String number) {
    int port = Integer.parseInt(number);
    return 1 <= port && port <= 65_535;
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      String name = PARAMETERS.get(pair[0]);
      if (name == null) {
        throw new InvalidSettingException(
            "DATABASE_URL has a parameter that is none of %s."
                .formatted(
                    PARAMETERS.keySet().stream().sorted().collect(Collectors.joining(", "))));
      }
      if (pair.length < 2 || parameters.put(name, literalPlus(pair[1])) != null) {
        throw new IllegalArgumentException("a parameter without a value, or there twice");
      }
    }
    String sslMode = parameters.getOrDefault("sslmode", "prefer");
    if (!SSL_MODES.contains(sslMode)) {
      throw new InvalidSettingException(
          "DATABASE_URL has an sslmode that is none of %s."
              .formatted(SSL_MODES.stream().sorted().collect(Collectors.joining(", "))));
    }
    return parameters;
  }

  private static Optional<String> decoded(String text) {
    return Optional.ofNullable(text)
        .map(t -> URLDecoder.decode(literalPlus(t), StandardCharsets.UTF_8));
  }

  /** A plus sign stands for itself: only in forms is it a space, as decoders take it. */
  private static String literalPlus(String text) {
    return text.replace("+", "%2B");
  }
}
