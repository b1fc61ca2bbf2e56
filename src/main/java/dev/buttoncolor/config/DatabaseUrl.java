package dev.buttoncolor.config;

import dev.buttoncolor.store.database.PostgresDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Pattern PORT = Pattern.compile(":(\\d+)(?=,|$)");

  /** What may follow the {@code ?}; the driver would ignore other parameters, such as sslmod. */
  private static final String PARAMETERS =
      "ApplicationName, application_name, channelBinding, channel_binding, currentSchema, options,"
          + " password, prepareThreshold, sslcert, sslkey, sslmode, sslrootcert, user";

  /** The driver's names of the parameters that libpq names otherwise. */
  private static final Map<String, String> NAMES_OF_LIBPQ =
      Map.of("application_name", "ApplicationName", "channel_binding", "channelBinding");

  private static final String SSL_MODES = "allow, disable, prefer, require, verify-ca, verify-full";

  private DatabaseUrl() {}

  /**
   * Reads {@code postgresql://user:password@host:5432/name?sslmode=require}, the same with {@code
   * postgres:}, or {@code jdbc:postgresql:} with the user and the password in either place. Of
   * several hosts, separated by commas, the one that takes writes is used.
   */
  static PostgresDatabase parse(String text) {
    // A plus sign stands for itself: only in forms is it a space, as decoders take it.
    Matcher url = URL.matcher(text.replace("+", "%2B"));
    require(url.matches());
    String hosts = url.group("hosts");
    PORT.matcher(hosts)
        .results()
        .map(port -> Integer.parseInt(port.group(1)))
        .forEach(port -> require(1 <= port && port <= 65_535));
    Map<String, String> parameters = parameters(url.group("parameters"));
    for (String part : List.of("user", "password")) {
      require(url.group(part) == null || parameters.put(part, url.group(part)) == null);
    }
    decoded(url.group("name"));
    parameters.values().forEach(DatabaseUrl::decoded);
    Optional<String> user = Optional.ofNullable(parameters.remove("user"));
    Optional<String> password = Optional.ofNullable(parameters.remove("password"));
    if (hosts.contains(",")) {
      parameters.put("targetServerType", "primary");
    }
    String query =
        parameters.entrySet().stream().map(Object::toString).collect(Collectors.joining("&"));
    return new PostgresDatabase(
        "jdbc:postgresql://%s/%s%s"
            .formatted(hosts, url.group("name"), query.isEmpty() ? "" : "?" + query),
        user.map(DatabaseUrl::decoded),
        password.map(DatabaseUrl::decoded));
  }

  /** By the driver's names, each with its value as it is written. */
  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      requireOneOf(PARAMETERS, pair[0], "a parameter");
      String name = NAMES_OF_LIBPQ.getOrDefault(pair[0], pair[0]);
      require(pair.length == 2 && parameters.put(name, pair[1]) == null);
    }
    requireOneOf(SSL_MODES, parameters.getOrDefault("sslmode", "prefer"), "an sslmode");
    return parameters;
  }

  private static void requireOneOf(String known, String text, String what) {
    if (!List.of(known.split(", ")).contains(text)) { // not shown: it may be a part of a secret
      throw new InvalidSettingException(
          "DATABASE_URL has %s that is none of %s.".formatted(what, known));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not the URL of a PostgreSQL database");
    }
  }
}
