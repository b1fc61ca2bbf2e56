package dev.buttoncolor.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

  @TempDir private Path folder;

  @Test
  void newFilesAreForTheirOwnerOnlyAndOthersAreLeftAsTheyAre() throws IOException {
    OwnerOnly.create(folder.resolve("made"));
    assertEquals("rw-------", permissions(folder.resolve("made")));

    Path file = Files.writeString(folder.resolve("file"), "kept");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    OwnerOnly.create(file);
    assertEquals("rw-r-----", permissions(file));
    assertEquals("kept", Files.readString(file));
    assertTrue(OwnerOnly.restrict(file));
    assertEquals("rw-------", permissions(file));
  }

  @Test
  void writtenFileReplacesTheOneBefore() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(folder.resolve("file.new"), "what a killed process left");
    OwnerOnly.write(file, "a");
    OwnerOnly.write(file, "ä");

    assertEquals("ä", Files.readString(file));
    assertEquals("rw-------", permissions(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** A zip archive is one, as Windows has one. */
  @Test
  void fileSystemWithoutPermissionsTakesTheFilesToo() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("files.zip"), Map.of("create", "true"))) {
      Path made = zip.getPath("/made");
      Path written = zip.getPath("/written");
      OwnerOnly.create(made);
      OwnerOnly.write(written, "a");
      OwnerOnly.write(written, "b");

      assertEquals(0, Files.size(made));
      assertEquals("b", Files.readString(written));
      assertFalse(OwnerOnly.restrict(made));
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
