package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The flags that the image gives to the JVM, read from the Dockerfile. */
public final class ImageFlags {

  private static final Pattern OF_MEMORY =
      Pattern.compile("-Xmx\\w+|-Xss\\w+|-XX:\\+(UseSerialGC|ExitOnOutOfMemoryError)");

  private ImageFlags() {}

  /** Those that bound its memory, as settings of a program's environment. */
  public static Map<String, String> ofMemory() throws IOException {
    String flags =
        OF_MEMORY
            .matcher(Files.readString(Path.of("Dockerfile")))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining(" "));
    assertTrue(flags.contains("-Xmx"), flags);
    return Map.of("JAVA_TOOL_OPTIONS", flags);
  }
}
