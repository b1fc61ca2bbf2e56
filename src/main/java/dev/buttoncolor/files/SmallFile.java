package dev.buttoncolor.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads texts in UTF-8: files that people write, and those that come with the program. A pipe, from
 * which nothing may ever come, and a file that does not fit into memory are refused before they are
 * opened.
 */
public final class SmallFile {
  private SmallFile() {}

  /**
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
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8 text", e);
    }
  }

  /** The text of the class path beside a type or, with a slash before its name, at the top. */
  public static String beside(Class<?> type, String name) {
    try (InputStream in = type.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
