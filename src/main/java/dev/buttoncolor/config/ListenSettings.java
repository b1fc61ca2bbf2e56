package dev.buttoncolor.config;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program listens.
 *
 * @param host the address
 * @param port the port of the pages; 0 takes a free one
 * @param adminPort the port of {@code /health}, {@code /ready} and {@code /metrics}, if that is
 *     apart from {@code port}
 */
public record ListenSettings(InetAddress host, int port, Optional<Integer> adminPort) {

  /**
   * The settings that the environment asks for, without a look at any other.
   *
   * @throws InvalidSettingException where one cannot be used
   */
  public static ListenSettings from(Map<String, String> environment) {
    return from(new SettingsReader(environment));
  }

  static ListenSettings from(SettingsReader reader) {
    return new ListenSettings(
        reader.parsed(Setting.HOST, InetAddress::getByName).orElseThrow(),
        reader.port(Setting.PORT).orElseThrow(),
        reader.port(Setting.ADMIN_PORT));
  }
}
