package dev.buttoncolor.files;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {

  @TempDir private Path folder;

  @Test
  void pipeAndFolderAreRefusedWithoutWaiting() throws Exception {
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

    assertTrue(refusalOf(pipe).endsWith("pipe is not a regular file"));
    assertTrue(refusalOf(folder).endsWith("is not a regular file"));
  }

  @Test
  void hugeFileIsRefusedWithoutReadingIt() throws IOException {
    Path huge = folder.resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(3L << 30); // a hole, which takes no room
    }
    assertTrue(refusalOf(huge).contains("has 3221225472 bytes"));
  }

  private static String refusalOf(Path file) {
    return assertThrows(IOException.class, () -> SmallFile.read(file, 1_000)).getMessage();
  }
}
