package dev.buttoncolor.statsig;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the SDK has to say, without the server key and without saying it again and again. */
final class SdkLog {

  private static final Logger LOG = LoggerFactory.getLogger("statsig");
  private static final Pattern KEY = Pattern.compile("secret-[^\\s\"/]*");

  /** As many distinct warnings are remembered; the SDK has a handful. */
  private static final int MAX_REMEMBERED = 100;

  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  void error(String message) {
    LOG.error(masked(message));
  }

  /** While Statsig is away the SDK warns of the same each minute; once is enough. */
  void warn(String message) {
    if (warned.size() < MAX_REMEMBERED && warned.add(message)) {
      LOG.warn(masked(message));
    } else {
      LOG.debug(masked(message));
    }
  }

  void info(String message) {
    LOG.debug(masked(message));
  }

  void debug(String message) {
    LOG.trace(masked(message));
  }

  /** The SDK's own mask leaves the first letters of the server key. */
  private static String masked(String message) {
    return KEY.matcher(message).replaceAll("secret-***");
  }
}
