package dev.buttoncolor.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last spec document that Statsig sent, so that a start while Statsig is down still knows
 * the groups. The file holds an old document or a new one, whole, never a part: it is written
 * beside and then renamed.
 */
public final class SpecsCache {

  private static final Logger LOG = LoggerFactory.getLogger(SpecsCache.class);

  private final Path file;

  /**
   * @param file where the document is kept; its folder exists
   */
  public SpecsCache(Path file) {
    this.file = file;
  }

  /** The kept document; empty where there is none, or none that can be read. */
  Optional<String> read() {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("The kept specs in {} cannot be read: {}", file.getFileName(), e.toString());
      return Optional.empty();
    }
  }

  /** Keeps the document; where that fails the one before stays, and the experiment goes on. */
  synchronized void write(String document) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(beside, document);
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true); // or a power cut could leave the new name on an empty file
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      LOG.debug("Kept {} bytes of specs", document.getBytes(StandardCharsets.UTF_8).length);
    } catch (IOException e) {
      LOG.warn("The specs could not be kept in {}: {}", file.getFileName(), e.toString());
    }
  }
}
