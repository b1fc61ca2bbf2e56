package dev.buttoncolor.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program listens.
 *
 * @param port of the pages; 0 takes a free one
 * @param adminPort of {@code /health}, {@code /ready} and {@code /metrics}, if that is another
 * @param resultsOnAdminPort whether the results are served there too, and not at {@code port}
 * @param drain how long visitors are served after the signal to stop
 */
public record ListenSettings(
    InetAddress host,
    int port,
    Optional<Integer> adminPort,
    boolean resultsOnAdminPort,
    Duration drain) {

  public static ListenSettings from(Map<String, String> environment) {
    ListenSettings listen =
        new ListenSettings(
            Setting.HOST.valueIn(environment),
            Setting.PORT.valueIn(environment),
            Setting.ADMIN_PORT.in(environment),
            Setting.RESULTS_ON.valueIn(environment).equals("ADMIN_PORT"),
            Duration.ofSeconds(Setting.DRAIN_SECONDS.valueIn(environment)));
    if (listen.resultsOnAdminPort() && listen.adminPort().isEmpty()) {
      throw new InvalidSettingException(
          "RESULTS_ON is ADMIN_PORT, but ADMIN_PORT is not set: set it to the port that the"
              + " results are to be served on.");
    }
    return listen;
  }
}
