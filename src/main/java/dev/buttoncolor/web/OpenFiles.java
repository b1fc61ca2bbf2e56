package dev.buttoncolor.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How many files and connections the system lets this process have open. */
final class OpenFiles {

  /** Linux tells it here; asking the JVM's own bean would add a tenth of a second to the start. */
  private static final Path LIMITS = Path.of("/proc/self/limits");

  private static final Pattern LINE = Pattern.compile("Max open files +(\\d+) .*");

  private OpenFiles() {}

  /** {@link Long#MAX_VALUE} if the system does not tell. */
  static long limit() {
    try {
      return Files.readAllLines(LIMITS).stream()
          .map(LINE::matcher)
          .filter(line -> line.matches())
          .mapToLong(line -> Long.parseLong(line.group(1)))
          .findAny()
          .orElse(Long.MAX_VALUE);
    } catch (IOException e) { // not Linux
      return Long.MAX_VALUE;
    }
  }
}
