package dev.buttoncolor.statsig.relay;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a {@link Relay} needs to know.
 *
 * @param statsig the base address that events go to, such as {@code https://statsigapi.net/v1}:
 *     http or https, without a slash at its end
 * @param key the server key: what the SDK must show, and what Statsig is shown; never on disk
 * @param environment the environment that the SDK was told, which its events carry
 * @param outbox the SQLite file of what waits; made where it is not there, in a folder that is
 * @param journal the file of what the SDK holds; made where it is not there, in a folder that is
 * @param maxBytes what may wait, as the sum of headers and bodies, at least 1; the file itself
 *     stays within a tenth and 20 MB of that
 */
public record RelaySettings(
    URI statsig,
    String key,
    Optional<String> environment,
    Path outbox,
    Path journal,
    long maxBytes) {

  private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

  /**
   * @throws IllegalArgumentException where a value has another shape; its message never holds the
   *     key
   */
  public RelaySettings {
    boolean web = "http".equals(statsig.getScheme()) || "https".equals(statsig.getScheme());
    if (!web || statsig.getHost() == null || statsig.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "Statsig's address is http or https and has no slash at its end, not " + statsig);
    }
    if (!SENDABLE.matcher(key).matches()) {
      throw new IllegalArgumentException("the server key is visible ASCII characters only");
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("the outbox may hold at least 1 byte, not " + maxBytes);
    }
  }

  /** The key masked. */
  @Override
  public String toString() {
    return "RelaySettings[statsig=%s, key=***, environment=%s, outbox=%s, journal=%s, maxBytes=%d]"
        .formatted(statsig, environment, outbox, journal, maxBytes);
  }
}
