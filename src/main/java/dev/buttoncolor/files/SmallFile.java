package dev.buttoncolor.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads files that people write. A pipe, from which nothing may ever come, and a file that does not
 * fit into memory are refused before they are opened.
 */
public final class SmallFile {
  private SmallFile() {}

  /**
   * The content of a file in UTF-8.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it is no regular file, larger than that or cannot be read, in words
   */
  public static String read(Path file, int maxBytes) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    if (Files.size(file) > maxBytes) {
      throw new IOException(
          "%s has %d bytes, more than the %d that are read"
              .formatted(file, Files.size(file), maxBytes));
    }
    return Files.readString(file);
  }
}
