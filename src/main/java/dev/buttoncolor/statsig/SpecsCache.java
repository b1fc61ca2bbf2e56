package dev.buttoncolor.statsig;

import dev.buttoncolor.files.OwnerOnly;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last spec document that Statsig sent for a server key, so that a start while Statsig is
 * down still knows the groups. The file's first line is the SHA-256 of the key, so that another
 * project's key never runs on it.
 */
public final class SpecsCache {

  private static final Logger LOG = LoggerFactory.getLogger(SpecsCache.class);

  private final Path file;
  private final String heading;

  /**
   * @param file where the document is kept; its folder exists
   * @param serverKey the key whose document it is
   */
  public SpecsCache(Path file, String serverKey) {
    this.file = file;
    heading = sha256(serverKey) + "\n";
  }

  /** The kept document; empty if there is none of this key, or none that can be read. */
  Optional<String> read() {
    try {
      String content = SmallFile.read(file, heading.length() + StatsigHttp.LARGEST_ANSWER);
      if (content.startsWith(heading)) {
        return Optional.of(content.substring(heading.length()));
      }
      LOG.info("The specs in {} came with another server key and are not used", file.getFileName());
    } catch (NoSuchFileException e) {
      LOG.debug("No specs are kept");
    } catch (IOException e) {
      LOG.warn("The specs in {} cannot be read: {}", file.getFileName(), e.toString());
    }
    return Optional.empty();
  }

  /** Keeps the document, whole; if that fails, the one before stays, and the experiment goes on. */
  void write(String document) {
    try {
      OwnerOnly.write(file, heading + document);
    } catch (IOException e) {
      LOG.warn("The specs could not be kept in {}: {}", file.getFileName(), e.toString());
    }
  }

  private static String sha256(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }
}
